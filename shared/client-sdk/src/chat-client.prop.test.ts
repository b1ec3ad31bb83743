import type { Event } from "@chorus/contracts/entities/event";
import type { Message } from "@chorus/contracts/entities/message";
import type { ClientFrame } from "@chorus/contracts/frames/client-frame";
import type { ServerFrame } from "@chorus/contracts/frames/server-frame";
import fc from "fast-check";
import { expect, test } from "vitest";
import { FAKE_USER_ID, type FakeSocket } from "./testing/fake-socket.ts";
import { CONVERSATION_ID, sampleEvent, sampleId, sampleSubscribed } from "./testing/sample-events.ts";
import { fakeChatClient, microtasks } from "./testing/signed-in-client.ts";

const me: Message["author"] = { type: "agent", id: FAKE_USER_ID, name: "Max" };
const REPLAY = 4;

const step = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ do: "write" as const }) },
  { weight: 3, arbitrary: fc.constant({ do: "customer writes" as const }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant("server reads" as const), isAnswerLost: fc.boolean() }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("publish" as const), fromEnd: fc.nat(4) }) },
  { weight: 2, arbitrary: fc.constant({ do: "drop" as const }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("wait" as const), durationMs: fc.integer({ min: 0, max: 40_000 }) }),
  },
);

/** A chat-service and gateway in one that answer only when told to, and lose what they are told to lose. */
class ModelGateway {
  readonly log: Event[] = [];
  readonly #readBySocket = new Map<FakeSocket, number>();

  append(fields: Partial<Message>): Event {
    const repeat = this.log.find(
      (event) => event.kind === "message.created" && event.data.message.clientMessageId === fields.clientMessageId,
    );
    if (repeat && fields.author === me) return repeat;
    const event = sampleEvent(this.log.length + 1, fields);
    this.log.push(event);
    return event;
  }

  /** Handles the next frame the client has sent on this socket; false when there is none. */
  readOne(socket: FakeSocket, isAnswerLost: boolean): boolean {
    const position = this.#readBySocket.get(socket) ?? 0;
    const frame = socket.sent[position];
    if (!frame || socket.isClosed) return false;
    this.#readBySocket.set(socket, position + 1);
    for (const answer of this.#answers(frame)) {
      if (answer.type === "welcome" || !isAnswerLost) socket.push(answer);
    }
    return true;
  }

  #answers(frame: ClientFrame): ServerFrame[] {
    if (frame.type === "hello") return (frame.resume ?? []).map((point) => this.#subscribed(point.afterSeq, undefined));
    if (frame.type === "subscribe") return [this.#subscribed(frame.afterSeq, frame.id)];
    if (frame.type !== "message.send") return [];
    const { id, conversationId, clientMessageId, body } = frame;
    const length = this.log.length;
    const { seq, createdAt } = this.append({ clientMessageId, body, author: me });
    const duplicate = this.log.length === length;
    return [
      {
        type: "ack",
        id,
        conversationId,
        clientMessageId,
        messageId: sampleId(40_000 + seq),
        seq,
        createdAt,
        duplicate,
      },
    ];
  }

  #subscribed(afterSeq: number | undefined, id: string | undefined): ServerFrame {
    const missing = this.log.slice(afterSeq ?? 0);
    const events = missing.slice(0, REPLAY);
    const isAll = events.length === missing.length;
    const reference = id === undefined ? {} : { id };
    // A fresh subscription answers everything, so that the test can compare whole logs.
    if (afterSeq === undefined) return sampleSubscribed({ ...reference, events: missing, headSeq: this.log.length });
    return sampleSubscribed({ ...reference, events, headSeq: this.log.length, recovered: isAll, hasMore: !isAll });
  }
}

test("whatever the network does, in the end the client shows the server's log, and every message once, in order", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 50 }), async (steps) => {
      const { chat, gateway, clock } = fakeChatClient();
      const server = new ModelGateway();
      const written: string[] = [];
      const accepted = new Set<FakeSocket>();
      const acceptNew = async () => {
        await microtasks();
        const socket = gateway.sockets.at(-1);
        if (!socket || accepted.has(socket) || socket.isClosed) return;
        accepted.add(socket);
        socket.accept();
      };
      chat.start();
      await acceptNew();
      const stream = chat.openConversation(CONVERSATION_ID);
      for (let frames = 0; frames < 2; frames += 1) server.readOne(gateway.socket, false);
      const shown = () => stream.getSnapshot().timeline.map((entry) => entry.seq);

      for (const now of steps) {
        if (now.do === "write") written.push(chat.send({ conversationId: CONVERSATION_ID, body: "x" }).clientMessageId);
        else if (now.do === "customer writes") server.append({});
        else if (now.do === "server reads") server.readOne(gateway.socket, now.isAnswerLost);
        else if (now.do === "drop") gateway.socket.drop();
        else if (now.do === "wait") clock.advance(now.durationMs);
        else {
          const event = server.log.at(-1 - now.fromEnd);
          if (event) gateway.socket.push({ type: "event", ...event });
        }
        await acceptNew();
        expect(shown()).toEqual(shown().map((_seq, index) => index + 1));
        const keys = [
          ...stream.getSnapshot().timeline.map((entry) => entry.key),
          ...stream.getSnapshot().outgoing.map((m) => m.clientMessageId),
        ];
        expect(new Set(keys).size).toBe(keys.length);
      }

      for (let round = 0; round < 200; round += 1) {
        while (server.readOne(gateway.socket, false)) await microtasks();
        if (shown().length === server.log.length && chat.outgoing.getSnapshot().length === 0) break;
        gateway.socket.push({ type: "ping", n: round, heads: { [CONVERSATION_ID]: server.log.length } });
        clock.advance(round % 2 === 0 ? 1_000 : 20_000);
        await acceptNew();
      }
      const { timeline, outgoing } = stream.getSnapshot();
      expect(timeline.map((entry) => entry.seq)).toEqual(server.log.map((event) => event.seq));
      expect(outgoing).toEqual([]);
      const own = timeline.filter((entry) => entry.type === "message" && entry.message.author.id === FAKE_USER_ID);
      expect(own.map((entry) => entry.key)).toEqual(written);
      chat.stop();
    }),
    { numRuns: 1_000 },
  );
});
