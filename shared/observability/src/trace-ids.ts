import { hash } from "node:crypto";

/**
 * Ids of traces. A trace id has as many bits as a UUID, so the trace of a message has the message's own `clientMessageId`, that of
 * a request its `X-Request-Id`, that of a task its id, without the dashes. Whoever knows the message knows its trace, in every
 * service and also a day later, so frames, the bus, the outbox and tasks need not carry any context; and all agree on whether it is
 * recorded, because that follows from the id.
 */
export function traceIdOf(uuid: string): string {
  return uuid.replaceAll("-", "");
}

/** The id of the span with which a trace begins: the others of that trace have it as their parent without being told. */
export function rootSpanIdOf(traceId: string): string {
  return traceId.slice(16);
}

/** What the first eight hexadecimal digits of a hash can say. */
const RANGE = 2 ** 32;

/**
 * The same answer in every service, which share the key. Clients choose the ids of their messages and requests, and must not choose
 * what is recorded.
 * @param ratio 0 to 1
 */
export function isSampled(uuid: string, ratio: number, key: string): boolean {
  // In one call: it is asked for every message, and an HMAC's object would cost five times as much.
  return ratio >= 1 || Number.parseInt(hash("sha256", key + uuid).slice(0, 8), 16) < ratio * RANGE;
}

export interface TraceParent {
  traceId: string;
  spanId: string;
  isSampled: boolean;
}

const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/;

/** W3C Trace Context; null for anything else. */
export function parseTraceparent(text: string | undefined): TraceParent | null {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(text ?? "") ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return null;
  return { traceId, spanId, isSampled: (Number.parseInt(flags, 16) & 1) === 1 };
}
