import type { ErrorCode } from "@chorus/contracts/errors";
import { requestRetryMs } from "../realtime/backoff.ts";
import type { OutgoingMessage } from "./outgoing-message.ts";

/** An outgoing message with its sending state. */
export interface OutboxEntry {
  readonly message: OutgoingMessage;
  readonly isInFlight: boolean;
  /** Retryable refusals in a row. */
  readonly refusals: number;
  /** Not to be sent before, in the clock's milliseconds. */
  readonly notBeforeMs: number;
  /** It was waiting when the server last reported that this connection sends too much. */
  readonly isLimited: boolean;
}

/**
 * The most in flight at once, over all conversations. The rate limit is the connection's: everything in flight when it is reached
 * comes too early, and the third such message within ten seconds would close the connection.
 */
const MAX_IN_FLIGHT = 3;

/** All entries in the order of sending. Every function here is pure. */
export type OutboxState = readonly OutboxEntry[];

export interface Refusal {
  code: ErrorCode;
  detail: string;
  retryable: boolean;
  retryMs: number | null;
}

export function enqueue(state: OutboxState, message: OutgoingMessage): OutboxState {
  const isKnown = state.some((entry) => entry.message.clientMessageId === message.clientMessageId);
  return isKnown ? state : [...state, { message, isInFlight: false, refusals: 0, notBeforeMs: 0, isLimited: false }];
}

/**
 * The messages that may be sent now: of each conversation the first pending one, when none of that conversation is in flight. This
 * keeps the order even when one has to wait for a rate limit; after a rate limit messages are sent one by one.
 */
export function sendable(state: OutboxState, nowMs: number): readonly OutgoingMessage[] {
  const isLimited = state.some((entry) => entry.isLimited && entry.message.status === "pending");
  const inFlight = state.filter((entry) => entry.isInFlight).length;
  return heads(state)
    .filter((entry) => !entry.isInFlight && entry.notBeforeMs <= nowMs)
    .slice(0, Math.max(0, (isLimited ? 1 : MAX_IN_FLIGHT) - inFlight))
    .map((entry) => entry.message);
}

/** When the next waiting message may be sent; null when none waits for time to pass. */
export function nextWakeMs(state: OutboxState, nowMs: number): number | null {
  const waiting = heads(state).filter((entry) => !entry.isInFlight && entry.notBeforeMs > nowMs);
  return waiting.length === 0 ? null : Math.min(...waiting.map((entry) => entry.notBeforeMs));
}

export function markInFlight(state: OutboxState, clientMessageId: string): OutboxState {
  return change(state, clientMessageId, (entry) => ({ ...entry, isInFlight: true }));
}

/** It is stored. Its entry stays, as `sent`, until its event is in the log. */
export function acknowledge(state: OutboxState, clientMessageId: string, seq: number): OutboxState {
  return change(state, clientMessageId, (entry) => ({
    ...entry,
    isInFlight: false,
    message: { ...entry.message, status: "sent", error: null, seq },
  }));
}

/** The server refused it: a temporary refusal is retried, otherwise it has failed. */
export function refuse(
  state: OutboxState,
  clientMessageId: string,
  refusal: Refusal,
  nowMs: number,
  random: number,
): OutboxState {
  const refused = change(state, clientMessageId, (entry) => {
    if (!refusal.retryable) {
      const error = { code: refusal.code, detail: refusal.detail };
      return { ...entry, isInFlight: false, message: { ...entry.message, status: "failed", error } };
    }
    const waitMs = refusal.retryMs ?? requestRetryMs(entry.refusals + 1, 0.5 + random / 2);
    return { ...entry, isInFlight: false, refusals: entry.refusals + 1, notBeforeMs: nowMs + waitMs };
  });
  return refusal.code === "rate_limited" ? limitAll(refused, nowMs + (refusal.retryMs ?? 0)) : refused;
}

/** The refusal of one message applies to all of them. */
function limitAll(state: OutboxState, notBeforeMs: number): OutboxState {
  return state.map((entry) =>
    entry.message.status === "pending"
      ? { ...entry, isLimited: true, notBeforeMs: Math.max(entry.notBeforeMs, notBeforeMs) }
      : entry,
  );
}

/** It is unknown whether messages in flight arrived: all of them are sent again. */
export function connectionLost(state: OutboxState): OutboxState {
  return state.some((entry) => entry.isInFlight) ? state.map((entry) => ({ ...entry, isInFlight: false })) : state;
}

/** One request had no answer in time: send that message again. */
export function unanswered(state: OutboxState, clientMessageId: string): OutboxState {
  return change(state, clientMessageId, (entry) => ({ ...entry, isInFlight: false }));
}

/**
 * Another tab of the same person now has this message and sends it; this one does only if it is still here at
 * `notBeforeMs`, because the other tab may have been closed. Sent twice it is stored once.
 */
export function adopt(state: OutboxState, message: OutgoingMessage, notBeforeMs: number): OutboxState {
  const isKnown = state.some((entry) => entry.message.clientMessageId === message.clientMessageId);
  if (!isKnown) return [...state, { message, isInFlight: false, refusals: 0, notBeforeMs, isLimited: false }];
  return change(state, message.clientMessageId, (entry) =>
    entry.isInFlight || entry.message.status === "sent" ? entry : { ...entry, message, notBeforeMs },
  );
}

/** Another tab has removed it or seen it stored. Messages in flight here get their own answer. */
export function removedElsewhere(state: OutboxState, clientMessageId: string): OutboxState {
  const kept = state.filter((entry) => entry.message.clientMessageId !== clientMessageId || entry.isInFlight);
  return kept.length === state.length ? state : kept;
}

/**
 * Retries a failed message, after those that are pending. After a `conflict` the person has decided, so it is sent
 * although something is newer.
 */
export function retryFailed(state: OutboxState, clientMessageId: string): OutboxState {
  const failed = state.find(
    (entry) => entry.message.clientMessageId === clientMessageId && entry.message.status === "failed",
  );
  if (!failed) return state;
  const { expectedSeq, ...rest } = failed.message;
  const isAsked = expectedSeq === undefined || rest.error?.code === "conflict";
  const message: OutgoingMessage = {
    ...rest,
    ...(isAsked ? {} : { expectedSeq }),
    status: "pending",
    error: null,
  };
  const others = state.filter((entry) => entry !== failed);
  return [...others, { message, isInFlight: false, refusals: 0, notBeforeMs: 0, isLimited: false }];
}

/** Removes a failed message. A pending one may be stored already and cannot be removed here. */
export function discardFailed(state: OutboxState, clientMessageId: string): OutboxState {
  return without(state, (message) => message.clientMessageId === clientMessageId && message.status === "failed");
}

/** Removes what is in the log: by the ids seen in it, and stored messages up to `lastSeq`. */
export function dropApplied(
  state: OutboxState,
  conversationId: string,
  lastSeq: number,
  clientMessageIds: ReadonlySet<string>,
): OutboxState {
  return without(state, (message) => {
    if (message.conversationId !== conversationId) return false;
    return clientMessageIds.has(message.clientMessageId) || (message.seq !== null && message.seq <= lastSeq);
  });
}

function heads(state: OutboxState): OutboxEntry[] {
  const seen = new Set<string>();
  const first: OutboxEntry[] = [];
  for (const entry of state) {
    const { conversationId, status } = entry.message;
    if (status !== "pending" || seen.has(conversationId)) continue;
    seen.add(conversationId);
    first.push(entry);
  }
  return first;
}

function change(state: OutboxState, clientMessageId: string, by: (entry: OutboxEntry) => OutboxEntry): OutboxState {
  return state.map((entry) => (entry.message.clientMessageId === clientMessageId ? by(entry) : entry));
}

function without(state: OutboxState, isDropped: (message: OutgoingMessage) => boolean): OutboxState {
  const kept = state.filter((entry) => !isDropped(entry.message));
  return kept.length === state.length ? state : kept;
}
