import { channels } from "@chorus/contracts/bus/channels";
import type { PresenceMessage } from "@chorus/contracts/bus/messages";
import { toTimestamp } from "@chorus/kernel/clock";
import type { PresenceContext } from "./context.ts";
import { transitionAt, type PersonFacts } from "./engine.ts";

/** Tells everybody what has changed about these people, each transition once, whoever noticed it. */
export async function settle(context: PresenceContext, people: readonly PersonFacts[]): Promise<void> {
  const nowMs = context.clock.now();
  // The last facts of a person hold; of several changes in one call the earlier ones are void.
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
