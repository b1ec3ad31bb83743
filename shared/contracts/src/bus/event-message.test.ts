import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type EventMessage, readEventMessage, seqOfEventMessage, writeEventMessage } from "./event-message.ts";
import { ConversationMessage, type EventPublished } from "./messages.ts";

const folder = path.join(import.meta.dirname, "../../fixtures/v1");
const fixtures = JSON.parse(readFileSync(path.join(folder, "conversation-messages.json"), "utf8")) as {
  type: string;
}[];
const published = fixtures.filter((message): message is EventPublished => message.type === "event");

/** What a gateway is to send, from the events themselves. */
function expected({ conversationId, seq, publicSeq, publicHeadSeq, agentEvent, customerEvent }: EventPublished) {
  return {
    ...{ conversationId, seq, publicSeq, publicHeadSeq },
    agentFrame: { type: "event", ...agentEvent },
    customerFrame: customerEvent && { type: "event", ...customerEvent },
  };
}

const jsonOf = (bytes: Uint8Array) => JSON.parse(Buffer.from(bytes).toString()) as unknown;

function parsed(message: EventMessage | null) {
  if (!message) throw new Error("not an event");
  const { agentFrame, customerFrame } = message;
  return {
    ...message,
    agentFrame: jsonOf(agentFrame),
    customerFrame: customerFrame === null ? null : jsonOf(customerFrame),
  };
}

test.each(published)("an event that is written and read has its frames, $seq", (event) => {
  expect(parsed(readEventMessage(writeEventMessage(event)))).toEqual(expected(event));
});

test.each(published)("a message of a release before has the same frames, $seq", (event) => {
  expect(parsed(readEventMessage(Buffer.from(JSON.stringify(event))))).toEqual(expected(event));
});

test.each(published)("the release before reads what is written now, $seq", (event) => {
  const asRead = ConversationMessage.parse(jsonOf(writeEventMessage(event)));
  expect(asRead).toEqual(event);
});

test.each(published)("its position is read without the rest, $seq", (event) => {
  for (const seq of [1, event.seq, 9_007_199_254_740_991])
    expect(seqOfEventMessage(writeEventMessage({ ...event, seq }))).toBe(seq);
  expect(seqOfEventMessage(Buffer.from(JSON.stringify({ type: "event", conversationId: "x" })))).toBeNull();
  expect(seqOfEventMessage(Buffer.from('{"type":"receipt","seq":5}'))).toBeNull();
  expect(seqOfEventMessage(Buffer.from("{"))).toBeNull();
});

test("no text of a person moves the cut", () => {
  const [event] = published;
  if (!event || !("message" in event.agentEvent.data)) throw new Error("the first fixture is a message");
  const { message } = event.agentEvent.data;
  const nasty = fc.oneof(fc.string({ unit: "grapheme" }), fc.constant(',"agentEvent":{},"customerEvent":null}'));
  fc.assert(
    fc.property(nasty, nasty, (body, name) => {
      const actor = { ...event.agentEvent.actor, name };
      const agentEvent = {
        ...event.agentEvent,
        actor,
        data: { message: { ...message, body } },
      } as typeof event.agentEvent;
      const written = { ...event, agentEvent };
      expect(parsed(readEventMessage(writeEventMessage(written)))).toEqual(expected(written));
    }),
  );
});

test("whose conversation it is comes with events that say it", () => {
  const [event] = published;
  if (!event) throw new Error("there are fixtures");
  const withConversation = (assignee: object | null) =>
    ({
      ...event,
      agentEvent: { ...event.agentEvent, data: { conversation: { assignee } } },
    }) as unknown as EventPublished;
  expect(readEventMessage(writeEventMessage(event))).not.toHaveProperty("assigneeId");
  expect(readEventMessage(writeEventMessage(withConversation({ id: "a" })))?.assigneeId).toBe("a");
  expect(readEventMessage(writeEventMessage(withConversation(null)))?.assigneeId).toBeNull();
});

test("other messages are left to others", () => {
  expect(readEventMessage(Buffer.from('{"type":"receipt","conversationId":"c"}'))).toBeNull();
});
