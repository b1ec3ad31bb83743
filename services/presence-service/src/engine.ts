import { TIMINGS } from "@chorus/contracts/limits";
import type { ChosenStatus, PresenceStatus } from "@chorus/contracts/entities/people";

/**
 * The rules of presence. A connection holds a lease; a person is online while any of their leases is alive, with the status that
 * they chose. Closing a connection only shortens its lease, so that a page reload is not a change. Pure: time is passed in.
 */

/** When a lease that is opened or renewed now expires. */
export function leaseEndMs(nowMs: number): number {
  return nowMs + TIMINGS.presenceLeaseMs;
}

/** When the lease of a connection that closes now expires; never later than before. */
export function leaveEndMs(nowMs: number): number {
  return nowMs + TIMINGS.presenceLeaveDebounceMs;
}

/** The stored facts about one person. */
export interface PersonFacts {
  tenantId: string;
  userId: string;
  isAgent: boolean;
  /** When the last of their leases ends; 0 without any. */
  aliveUntilMs: number;
  /** Null: never chosen; then it is `online`. */
  chosen: ChosenStatus | null;
  /** The status that was published last. */
  published: PresenceStatus;
  /** Since when they have been connected; null when they are not. */
  sinceMs: number | null;
  lastSeenAtMs: number | null;
  /** Raised by every change: only a caller that has seen the last change may publish. */
  version: number;
}

export function statusAt(facts: Pick<PersonFacts, "aliveUntilMs" | "chosen">, nowMs: number): PresenceStatus {
  return facts.aliveUntilMs > nowMs ? (facts.chosen ?? "online") : "offline";
}

/** The status to publish; null when it has not changed. */
export function transitionAt(facts: PersonFacts, nowMs: number): PresenceStatus | null {
  const status = statusAt(facts, nowMs);
  return status === facts.published ? null : status;
}
