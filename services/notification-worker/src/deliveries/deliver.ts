import { sayReason } from "@chorus/contracts/entities/delivery-reasons";
import type { JobPayload } from "@chorus/contracts/jobs";
import type { TenantTx } from "@chorus/database/database";
import type { Composed, DeliveryRow } from "../channels/channel.ts";
import type { NotificationContext } from "../context.ts";
import { hold } from "./hold.ts";
import { recordOutcome } from "./record-outcome.ts";
import { addStep } from "./steps.ts";
import { readSuppression, suppress } from "./suppressions.ts";
import { wakeDelivery } from "./wake.ts";

/**
 * Hands one delivery to its provider, at most once: the claim is committed before the provider is called, and a claim that
 * nobody finished is never sent again by itself (see docs/notifications.md, "The ambiguous window").
 */
export async function deliver(
  context: NotificationContext,
  { tenantId, deliveryId }: JobPayload<"notification.deliver">,
  signal: AbortSignal,
): Promise<void> {
  const claimed = await context.database.withTenant(tenantId, async (tx) => {
    const delivery = await lockDue(context, tx, deliveryId);
    if (!delivery) return null;
    const wait = await reasonToWait(context, delivery);
    if (wait) {
      await hold(context, tx, delivery, wait);
      return { again: { attempts: delivery.attempts, dueMs: wait.untilMs } };
    }
    const suppressed = await readSuppression(tx, delivery);
    const composed: Composed = suppressed
      ? { send: null, status: "suppressed", reason: suppressed }
      : await compose(context, tx, delivery);
    if (composed.send === null) {
      await recordOutcome(context, tx, delivery, composed);
      return null;
    }
    await claim(context, tx, delivery);
    return { delivery: { ...delivery, attempts: delivery.attempts + 1 }, send: composed.send };
  });
  if (!claimed) return;
  if (claimed.again) {
    const { attempts, dueMs } = claimed.again;
    return wakeDelivery(context, { tenantId, deliveryId, attempts, dueMs, round: dueMs });
  }
  const { delivery, send } = claimed;
  const outcome = await send(signal);
  const breaker = context.channels[delivery.channel]?.breaker;
  if (outcome.status === "retry" && outcome.isAway) breaker?.failed();
  else breaker?.succeeded();
  const againAt = await context.database.withTenant(tenantId, async (tx) => {
    const channel = context.channels[delivery.channel];
    if (outcome.status === "bounced" && channel?.forget) await channel.forget(tx, delivery);
    else if (outcome.status === "bounced" || outcome.status === "suppressed")
      await suppress(tx, delivery, outcome.reason);
    return recordOutcome(context, tx, delivery, outcome);
  });
  if (againAt) {
    const { attempts } = delivery;
    await wakeDelivery(context, { tenantId, deliveryId, attempts, dueMs: againAt.getTime() });
  }
}

async function lockDue(
  context: NotificationContext,
  tx: TenantTx,
  deliveryId: string,
): Promise<DeliveryRow | undefined> {
  const delivery = await tx
    .selectFrom("deliveries")
    .selectAll()
    .where("id", "=", deliveryId)
    .where("claimed_at", "is", null)
    .where("due_at", "<=", new Date(context.clock.now()))
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  return delivery;
}

/** The provider is away, or somebody gets too much. */
async function reasonToWait(context: NotificationContext, delivery: DeliveryRow) {
  const openUntilMs = context.channels[delivery.channel]?.breaker.openUntilMs();
  if (openUntilMs) {
    const spreadMs = Math.round(context.random() * 5_000);
    return { untilMs: openUntilMs + spreadMs, reason: sayReason("provider_away") };
  }
  const over = delivery.attempts === 0 ? await context.quotas.use(delivery) : null;
  return over && { untilMs: context.clock.now() + over.waitMs, reason: over.reason };
}

async function compose(context: NotificationContext, tx: TenantTx, delivery: DeliveryRow): Promise<Composed> {
  const channel = context.channels[delivery.channel];
  if (channel) return channel.compose(tx, delivery);
  return { send: null, status: "failed", reason: sayReason("no_provider", { channel: delivery.channel }) };
}

async function claim(context: NotificationContext, tx: TenantTx, delivery: DeliveryRow): Promise<void> {
  const at = new Date(context.clock.now());
  const provider = context.channels[delivery.channel]?.provider ?? null;
  await tx
    .updateTable("deliveries")
    .set({ claimed_at: at, due_at: null, provider, attempts: delivery.attempts + 1, status: "queued", updated_at: at })
    .where("id", "=", delivery.id)
    .execute();
  const detail = sayReason("handed", { number: String(delivery.attempts + 1), provider: provider ?? "" });
  await addStep(tx, { tenantId: delivery.tenant_id, deliveryId: delivery.id, status: "queued", detail, at });
}
