import { TIMINGS } from "@chorus/contracts/limits";
import type { ChosenStatus, PresenceStatus } from "@chorus/contracts/entities/people";

/**
 * What presence is made of. A connection holds a lease; a person is here while any of their leases is alive, and then shows
 * what they chose. Leaving only shortens the lease, so that a page reload is no coming and going. Pure: time is given.
 */

/** A lease that is opened or renewed now ends then, unless renewed. */
export function leaseEndMs(nowMs: number): number {
  return nowMs + TIMINGS.presenceLeaseMs;
}

/** A connection that ends now counts until then; never longer than its lease. */
export function leaveEndMs(nowMs: number): number {
  return nowMs + TIMINGS.presenceLeaveDebounceMs;
}

/** What is known of one person. */
export interface PersonFacts {
  tenantId: string;
  userId: string;
  isAgent: boolean;
  /** When the last of their leases ends; 0 without any. */
  aliveUntilMs: number;
  /** Null: never told; then it is `online`. */
  chosen: ChosenStatus | null;
  /** What others were told last. */
  published: PresenceStatus;
  /** Since when they have been connected; null when they are not. */
  sinceMs: number | null;
  lastSeenAtMs: number | null;
  /** Raised by every change. Only who has seen the last one may publish. */
  version: number;
}

export function statusAt(facts: Pick<PersonFacts, "aliveUntilMs" | "chosen">, nowMs: number): PresenceStatus {
  return facts.aliveUntilMs > nowMs ? (facts.chosen ?? "online") : "offline";
}

/** What others have to be told; null when they know. */
export function transitionAt(facts: PersonFacts, nowMs: number): PresenceStatus | null {
  const status = statusAt(facts, nowMs);
  return status === facts.published ? null : status;
}
