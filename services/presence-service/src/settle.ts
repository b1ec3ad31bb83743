import { channels } from "@chorus/contracts/bus/channels";
import type { PresenceMessage } from "@chorus/contracts/bus/messages";
import { toTimestamp } from "@chorus/kernel/clock";
import type { PresenceContext } from "./context.ts";
import { transitionAt, type PersonFacts } from "./engine.ts";

/** Publishes the changed statuses of these people, each change once, whichever instance notices it. */
export async function settle(context: PresenceContext, people: readonly PersonFacts[]): Promise<void> {
  const nowMs = context.clock.now();
  // Only the last facts of each person count; earlier ones in the same call are outdated.
  const latest = new Map(people.map((facts) => [`${facts.tenantId}/${facts.userId}`, facts]));
  for (const facts of latest.values()) {
    const status = transitionAt(facts, nowMs);
    if (status === null) continue;
    if (!(await context.store.publish(facts, status, nowMs))) continue;
    const message: PresenceMessage = {
      type: "presence",
      userId: facts.userId,
      isAgent: facts.isAgent,
      status,
      lastSeenAt: facts.lastSeenAtMs === null ? null : toTimestamp(facts.lastSeenAtMs),
    };
    context.events.changed(facts, status);
    await context.publish(channels.presence(facts.tenantId), message);
  }
}
