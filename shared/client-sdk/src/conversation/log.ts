import type { Event } from "@chorus/contracts/entities/event";
import type { ServerFrameOf } from "@chorus/contracts/frames/server-frame";

const MAX_BUFFERED_EVENTS = 500;

/**
 * A client's copy of a conversation's log. The invariant: `events` is contiguous and ascending, and only `lastSeq + 1` is
 * ever appended (realtime-protocol.md, "Order").
 */
export interface ConversationLog {
  /** Opaque; null until the first answer. */
  readonly epoch: string | null;
  readonly events: readonly Event[];
  /** Seq of the newest event in `events`; 0 before any. */
  readonly lastSeq: number;
  /** The newest seq that the server has reported. */
  readonly headSeq: number;
  /** There are events before the first of `events`. */
  readonly hasOlder: boolean;
  /** Events beyond a gap, ascending: they wait for the missing ones. */
  readonly buffered: readonly Event[];
}

/** `live`: nothing known is missing. `more`: subscribe again with `afterSeq: lastSeq`. `reload`: subscribe afresh. */
export type NextStep = "live" | "more" | "reload";

export const EMPTY_LOG: ConversationLog = {
  epoch: null,
  events: [],
  lastSeq: 0,
  headSeq: 0,
  hasOlder: false,
  buffered: [],
};

/** Applies a live event: the next one is appended, an old one ignored, a later one buffered. */
export function appendEvent(log: ConversationLog, event: Event): ConversationLog {
  return appendAll(log, [event]);
}

/** Records the head from a heartbeat. A lower head than known comes from an older answer. */
export function recordHead(log: ConversationLog, headSeq: number): ConversationLog {
  return headSeq > log.headSeq ? { ...log, headSeq } : log;
}

/** Whether events are known to be missing. */
export function isBehind(log: ConversationLog): boolean {
  return log.epoch !== null && log.lastSeq < log.headSeq;
}

/**
 * Takes the answer to a subscription.
 *
 * @param afterSeq what was asked for; null when it was asked afresh, and the answer then replaces everything.
 */
export function takeSubscribed(
  log: ConversationLog,
  frame: Pick<ServerFrameOf<"subscribed">, "epoch" | "headSeq" | "recovered" | "hasMore" | "events">,
  afterSeq: number | null,
): { log: ConversationLog; next: NextStep } {
  if (afterSeq === null) {
    const events = ascending(frame.events);
    const lastSeq = events.at(-1)?.seq ?? frame.headSeq;
    const fresh = {
      epoch: frame.epoch,
      events,
      lastSeq,
      headSeq: frame.headSeq,
      hasOlder: frame.hasMore,
      buffered: [],
    };
    const next = appendAll(fresh, log.buffered);
    return { log: next, next: next.lastSeq < frame.headSeq || next.buffered.length > 0 ? "more" : "live" };
  }
  // Another history, or ours is longer than the server's: a restored database.
  if (frame.epoch !== log.epoch || afterSeq > frame.headSeq) return { log, next: "reload" };
  const merged = recordHead(appendAll(log, frame.events), frame.headSeq);
  const isIncomplete = frame.hasMore || !frame.recovered || merged.buffered.length > 0;
  if (!isIncomplete || merged.lastSeq >= merged.headSeq) return { log: merged, next: "live" };
  // An answer without progress would be requested for ever.
  return { log: merged, next: merged.lastSeq > afterSeq ? "more" : "reload" };
}

/** Adds a page of older events. A page that does not join on is ignored. */
export function prependHistory(log: ConversationLog, page: readonly Event[], hasMore: boolean): ConversationLog {
  const firstSeq = log.events[0]?.seq ?? log.lastSeq + 1;
  const older = ascending(page.filter((event) => event.seq < firstSeq));
  if (older.length === 0) return { ...log, hasOlder: hasMore && page.length > 0 };
  const isJoined = older.at(-1)?.seq === firstSeq - 1 && isContiguous(older);
  return isJoined ? { ...log, events: [...older, ...log.events], hasOlder: hasMore } : log;
}

function appendAll(log: ConversationLog, incoming: readonly Event[]): ConversationLog {
  const newer = incoming.filter((event) => event.seq > log.lastSeq);
  if (newer.length === 0) return log;
  const waiting = ascending([...log.buffered, ...newer]);
  const headSeq = Math.max(log.headSeq, waiting.at(-1)?.seq ?? 0);
  // Before the first answer the start of the log is unknown.
  if (log.epoch === null) return { ...log, headSeq, buffered: waiting.slice(0, MAX_BUFFERED_EVENTS) };
  const applied: Event[] = [];
  let lastSeq = log.lastSeq;
  for (const event of waiting) {
    if (event.seq !== lastSeq + 1) continue;
    applied.push(event);
    lastSeq = event.seq;
  }
  const buffered = waiting.filter((event) => event.seq > lastSeq).slice(0, MAX_BUFFERED_EVENTS);
  const events = applied.length === 0 ? log.events : [...log.events, ...applied];
  return { ...log, events, lastSeq, headSeq, buffered };
}

/** In order of seq, each once. */
function ascending(events: readonly Event[]): readonly Event[] {
  const bySeq = new Map(events.map((event) => [event.seq, event]));
  return bySeq.size === 0 ? [] : [...bySeq.values()].toSorted((one, other) => one.seq - other.seq);
}

function isContiguous(events: readonly Event[]): boolean {
  return events.every((event, index) => index === 0 || event.seq === (events[index - 1]?.seq ?? 0) + 1);
}
