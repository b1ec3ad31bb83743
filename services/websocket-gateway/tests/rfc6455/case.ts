import { text, type FrameShape } from "./frame-bytes.ts";

/** What becomes of the connection in the end. */
type Outcome =
  /** It goes on: a ping after it all is answered. */
  | "stays"
  /** The server fails it (RFC 6455, 7.1.7): by one of the fitting close codes or by ending TCP. */
  | "fails"
  /** A close frame, with whatever code or none, then the end of TCP. */
  | "ends"
  /** A close frame with this code (null: without any), then the end of TCP. */
  | { closes: number | null };

/** One case against the real route, on a connection that has said hello. Numbered after Autobahn's test suite. */
export interface Case {
  id: string;
  name: string;
  /** Each is one write to the socket. */
  writes: readonly Buffer[];
  /** What the server says first, in order. */
  answers?: readonly string[];
  outcome: Outcome;
  /** uWebSockets drops what it was about to send when the same packet goes on with a violation; Autobahn calls that non-strict. */
  mayLoseAnswers?: true;
}

const CONVERSATION_ID = "01990000-0000-7000-8000-000000000001";

/** A request that is always answered with `ok` and its own id: the nearest thing to an echo that the protocol has. */
export function echoRequest(id: string, sizeBytes = 0): string {
  const json = JSON.stringify({ type: "unsubscribe", id, conversationId: CONVERSATION_ID });
  return json + " ".repeat(Math.max(0, sizeBytes - Buffer.byteLength(json)));
}

export const echo = (id: string, shape: Partial<FrameShape> = {}) => text(echoRequest(id), shape);

/** One write per byte. */
export function octets(bytes: Buffer): Buffer[] {
  return [...bytes].map((byte) => Buffer.from([byte]));
}

/** In two parts, the first of `at` bytes. */
export function split(payload: Buffer | string, at: number): [Buffer, Buffer] {
  const bytes = Buffer.from(payload);
  return [bytes.subarray(0, at), bytes.subarray(at)];
}
