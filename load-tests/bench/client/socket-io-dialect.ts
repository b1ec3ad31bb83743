import { markOf, numberAfter, type Dialect, type Incoming } from "./dialect.ts";

const EVENT = Buffer.from('42["event"');
const CONNECTED = "40";
const REFUSED = "44";
const ACK = /^43(\d+)(\[.*\])$/s;

/** Engine.IO 4 and Socket.IO 5 over WebSocket alone, without namespaces or binary. */
export function socketIoDialect(): Dialect {
  let acks = 0;
  /** For connection state recovery, where the server has it switched on. */
  let pid: string | undefined;
  let offset: string | undefined;
  let hasResumed = false;
  /** By the number of the acknowledgement: what was asked. */
  const asked = new Map<string, Incoming>();
  const request = (name: string, body: object, answer: Incoming): string => {
    acks += 1;
    asked.set(String(acks), answer);
    return `42${acks}${JSON.stringify([name, body])}`;
  };
  return {
    path: "/socket.io/?EIO=4&transport=websocket",
    subprotocol: null,
    hasResumed: () => hasResumed,
    hello: (token, resume) => `40${JSON.stringify({ token, ...(resume === null ? {} : { pid, offset }) })}`,
    subscribe: (conversationId) =>
      request("subscribe", { conversationId }, { type: "subscribed", headSeq: 0, seqs: [], marks: [] }),
    send: ({ id, conversationId, body }) =>
      request("message.send", { conversationId, clientMessageId: id, body }, { type: "ack", id, seq: 0 }),
    read(payload): Incoming {
      if (payload.length >= EVENT.length && EVENT.compare(payload, 0, EVENT.length) === 0) {
        if (pid !== undefined) offset = lastArgumentOf(payload);
        return { type: "event", seq: numberAfter(payload, '"seq":'), mark: markOf(payload) };
      }
      const text = payload.toString();
      if (text === "2") return { type: "answer", text: "3" };
      if (text.startsWith(CONNECTED)) {
        const before = pid;
        ({ pid } = JSON.parse(text.slice(CONNECTED.length)) as { pid?: string });
        hasResumed = pid !== undefined && pid === before;
        return { type: "welcome" };
      }
      if (text.startsWith(REFUSED)) return { type: "refused", text };
      const ack = ACK.exec(text);
      if (!ack) return { type: "other" };
      const answer = asked.get(ack[1] ?? "");
      asked.delete(ack[1] ?? "");
      if (!ack[2]?.startsWith('[{"ok":true')) return { type: "refused", text };
      return answer ?? { type: "other" };
    },
  };
}

/** `42["event",{…},"1700000000000-0"]`: recovery puts an offset at the end. */
function lastArgumentOf(payload: Buffer): string | undefined {
  const end = payload.subarray(Math.max(0, payload.length - 64)).toString();
  return /,"([^"]+)"\]$/.exec(end)?.[1];
}
