import { CHOSEN_CHANNELS, type ChosenChannel } from "@chorus/contracts/entities/notification-preferences";
import type { RouteResult } from "@chorus/contracts/routes/define-route";
import type { getDeliveryHealth } from "@chorus/contracts/routes/notifications";
import { toTimestamp } from "@chorus/kernel/clock";
import { sql } from "kysely";
import type { NotificationContext } from "../context.ts";

type Health = RouteResult<typeof getDeliveryHealth>;

/** What is waiting and what has failed, and which providers are unavailable for this worker. */
export async function readHealth(context: NotificationContext, tenantId: string): Promise<Health> {
  const counts = await context.database.readTenant(tenantId, (tx) =>
    tx
      .selectFrom("deliveries")
      .select(({ fn }) => ["status", sql<number>`count(*)::integer`.as("count"), fn.min("created_at").as("oldest")])
      .where("status", "in", ["queued", "held", "failed", "bounced", "unknown"])
      .groupBy("status")
      .execute(),
  );
  const countOf = (wanted: string) => counts.find(({ status }) => status === wanted)?.count ?? 0;
  const waiting = counts.filter(({ status }) => status === "queued" || status === "held");
  const oldestMs = Math.min(...waiting.map(({ oldest }) => oldest.getTime()));
  return {
    queued: countOf("queued"),
    held: countOf("held"),
    oldestAt: waiting.length === 0 ? null : toTimestamp(new Date(oldestMs)),
    failed: countOf("failed"),
    bounced: countOf("bounced"),
    unknown: countOf("unknown"),
    channels: CHOSEN_CHANNELS.map((channel) => ({ channel, state: stateOf(context, channel) })),
  };
}

function stateOf(context: NotificationContext, channel: ChosenChannel): "on" | "away" | "off" {
  // In-app notifications have no provider.
  if (channel === "in_app") return "on";
  const provider = context.channels[channel];
  if (!provider) return "off";
  return provider.breaker.isOpen() ? "away" : "on";
}
