import type { PresenceStatus } from "@chorus/contracts/entities/people";
import type { Presence } from "@chorus/contracts/routes/presence";
import { toTimestamp } from "@chorus/kernel/clock";
import type { PresenceContext } from "./context.ts";
import { statusAt, type PersonFacts } from "./engine.ts";

/** These people, in the order asked for. Somebody of another tenant looks like somebody who was never connected. */
export async function lookUp(
  context: PresenceContext,
  tenantId: string,
  userIds: readonly string[],
): Promise<Presence[]> {
  const nowMs = context.clock.now();
  const reads = userIds.map((userId) => ({ tenantId, userId, change: "read" as const }));
  return (await context.store.change(reads, nowMs)).map((facts) => presenceOf(facts, nowMs));
}

/** All members of the desk who are connected. */
export async function lookUpAgents(
  context: PresenceContext,
  tenantId: string,
): Promise<(Presence & { since: string | null })[]> {
  const nowMs = context.clock.now();
  const userIds = await context.store.agents(tenantId);
  const reads = userIds.map((userId) => ({ tenantId, userId, change: "read" as const }));
  return (await context.store.change(reads, nowMs))
    .map((facts) => ({ ...presenceOf(facts, nowMs), since: timestampOrNull(facts.sinceMs) }))
    .filter(({ status }) => status !== ("offline" satisfies PresenceStatus));
}

function presenceOf(facts: PersonFacts, nowMs: number): Presence {
  return {
    userId: facts.userId,
    status: statusAt(facts, nowMs),
    lastSeenAt: timestampOrNull(facts.lastSeenAtMs),
  };
}

function timestampOrNull(timeMs: number | null): string | null {
  return timeMs === null ? null : toTimestamp(timeMs);
}
