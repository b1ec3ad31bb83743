/** What of a server's message a workload wants to know. */
export type Incoming =
  | { type: "welcome" }
  /** `seqs`: the events that came with it. */
  | { type: "subscribed"; headSeq: number; seqs: readonly number[]; marks: readonly number[] }
  | { type: "ack"; id: string; seq: number }
  | { type: "event"; seq: number; mark: number }
  /** Leave within so long. */
  | { type: "goaway"; retryMs: number }
  /** Something to answer at once. */
  | { type: "answer"; text: string }
  | { type: "refused"; text: string }
  | { type: "other" };

/** Where a client left off. */
export interface ResumePoint {
  conversationId: string;
  lastSeq: number;
}

/** How a contestant's protocol says the same things. One for each connection: some of them remember. */
export interface Dialect {
  readonly path: string;
  readonly subprotocol: string | null;
  hello(token: string, resume: ResumePoint | null): string;
  subscribe(conversationId: string): string;
  send(message: { id: string; conversationId: string; body: string }): string;
  read(payload: Buffer): Incoming;
  /** Did the hello that was just answered take up where the connection before left off? */
  hasResumed(): boolean;
}

const HASH = 35;
const DIGIT_ZERO = 48;

/** The number between two hashes, which every body here begins with. -1 without one. */
export function markOf(payload: Buffer): number {
  let at = payload.indexOf(HASH);
  if (at < 0) return -1;
  let mark = 0;
  for (at += 1; at < payload.length; at += 1) {
    const byte = payload[at] ?? HASH;
    if (byte === HASH) return mark;
    mark = mark * 10 + byte - DIGIT_ZERO;
  }
  return -1;
}

/** The number after a text, without parsing the message around it. -1 without one. */
export function numberAfter(payload: Buffer, key: string): number {
  const found = payload.indexOf(key);
  if (found < 0) return -1;
  let value = 0;
  for (let at = found + key.length; at < payload.length; at += 1) {
    const digit = (payload[at] ?? 0) - DIGIT_ZERO;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  return value;
}
