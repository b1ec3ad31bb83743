import { SUBPROTOCOL } from "@chorus/contracts/frames/version";
import { markOf, numberAfter, type Dialect, type Incoming } from "./dialect.ts";

const EVENT = Buffer.from('{"type":"event"');
const PING = Buffer.from('{"type":"ping"');

type Subscribed = {
  headSeq?: number;
  epoch?: string;
  events?: { seq: number; data: { message?: { body: string } } }[];
};

/** `chorus.v1`; the bare servers answer the same frames, so that they do the same work. */
export function chorusDialect(): Dialect {
  let epoch: string | undefined;
  let asksToResume = false;
  return {
    path: "/ws",
    subprotocol: SUBPROTOCOL,
    // Only ours answers with an epoch, and only ours knows what to resume.
    hasResumed: () => asksToResume && epoch !== undefined,
    hello(token, resume) {
      asksToResume = resume !== null;
      return JSON.stringify({
        type: "hello",
        token,
        ...(resume === null
          ? {}
          : { resume: [{ conversationId: resume.conversationId, afterSeq: resume.lastSeq, epoch }] }),
      });
    },
    subscribe: (conversationId) => JSON.stringify({ type: "subscribe", id: "s", conversationId }),
    send: ({ id, conversationId, body }) =>
      JSON.stringify({ type: "message.send", id, conversationId, clientMessageId: id, kind: "text", body }),
    read(payload): Incoming {
      if (startsWith(payload, EVENT))
        return { type: "event", seq: numberAfter(payload, '"seq":'), mark: markOf(payload) };
      if (startsWith(payload, PING)) {
        return { type: "answer", text: JSON.stringify({ type: "pong", n: numberAfter(payload, '"n":') }) };
      }
      const frame = JSON.parse(payload.toString()) as { type: string; id?: string } & Record<string, unknown>;
      switch (frame.type) {
        case "welcome":
          return { type: "welcome" };
        case "subscribed": {
          const subscribed = frame as Subscribed;
          epoch = subscribed.epoch;
          const events = subscribed.events ?? [];
          return {
            type: "subscribed",
            headSeq: subscribed.headSeq ?? 0,
            seqs: events.map(({ seq }) => seq),
            marks: events.map(({ data }) => markOf(Buffer.from(data.message?.body ?? ""))),
          };
        }
        case "goaway":
          return { type: "goaway", retryMs: frame["retryMs"] as number };
        case "ack":
          return { type: "ack", id: frame.id ?? "", seq: frame["seq"] as number };
        case "error":
          return { type: "refused", text: payload.toString() };
        default:
          return { type: "other" };
      }
    },
  };
}

function startsWith(payload: Buffer, start: Buffer): boolean {
  return payload.length >= start.length && start.compare(payload, 0, start.length) === 0;
}
