import { sayReason } from "@chorus/contracts/entities/delivery-reasons";
import { ERRORS } from "@chorus/contracts/errors";
import type { JobPayload } from "@chorus/contracts/jobs";
import type { TenantTx } from "@chorus/database/database";
import { AppError } from "@chorus/kernel/app-error";
import type { Composed, DeliveryRow, Outcome } from "../channels/channel.ts";
import type { NotificationContext } from "../context.ts";
import { MAX_ATTEMPTS } from "./backoff.ts";
import { isErased } from "./erased.ts";
import { hold } from "./hold.ts";
import { recordOutcome } from "./record-outcome.ts";
import { addStep } from "./steps.ts";
import { readSuppression, suppress } from "./suppressions.ts";
import { wakeDelivery } from "./wake.ts";

/** So long nobody else takes up a delivery that is being written. */
const WRITING_MS = 60_000;

/**
 * Hands one delivery to its provider, at most once: the attempt is counted before it is written, the claim is committed before the
 * provider is called, and a claim that nobody finished is never sent again by itself (docs/notifications.md, "The ambiguous window").
 */
export async function deliver(
  context: NotificationContext,
  { tenantId, deliveryId }: JobPayload<"notification.deliver">,
  signal: AbortSignal,
): Promise<void> {
  const begun = await begin(context, tenantId, deliveryId);
  if (!begun) return;
  if (begun.again) return wakeDelivery(context, { tenantId, deliveryId, ...begun.again, round: begun.again.dueMs });
  const { delivery } = begun;
  const send = await write(context, delivery);
  if (!send) return;
  const outcome = await sendSafely(context, delivery, () => send(signal));
  const channel = context.channels[delivery.channel];
  if (outcome.status === "retry" && outcome.isAway) channel?.breaker.failed();
  else channel?.breaker.succeeded();
  const againAt = await context.database.withTenant(tenantId, async (tx) => {
    // Nothing is kept of an address whose customer was erased meanwhile.
    if (await isErased(tx, delivery.id)) return recordOutcome(context, tx, delivery, outcome);
    if (outcome.status === "bounced" && channel?.forget) await channel.forget(tx, delivery);
    else if (outcome.status === "bounced" || outcome.status === "suppressed")
      await suppress(tx, delivery, outcome.reason);
    return recordOutcome(context, tx, delivery, outcome);
  });
  if ("isOurs" in outcome && outcome.isOurs) context.events.refusedByPolicy(delivery, outcome.reason);
  if (againAt) await wakeAgain(context, delivery, againAt);
}

type Begun = { delivery: DeliveryRow; again?: never } | { again: { attempts: number; dueMs: number } };

/** Takes up what is due and counts the attempt: whatever happens next, it cannot happen for ever. */
async function begin(context: NotificationContext, tenantId: string, deliveryId: string): Promise<Begun | null> {
  return context.database.withTenant(tenantId, async (tx) => {
    const delivery = await lockDue(context, tx, deliveryId);
    if (!delivery) return null;
    if (delivery.attempts >= MAX_ATTEMPTS) {
      await recordOutcome(context, tx, delivery, { status: "failed", reason: sayReason("not_composed") });
      return null;
    }
    const wait = await reasonToWait(context, delivery);
    if (wait) {
      await hold(context, tx, delivery, wait);
      return { again: { attempts: delivery.attempts, dueMs: wait.untilMs } };
    }
    const attempts = delivery.attempts + 1;
    const dueAt = new Date(context.clock.now() + WRITING_MS);
    await tx.updateTable("deliveries").set({ attempts, due_at: dueAt }).where("id", "=", deliveryId).execute();
    return { delivery: { ...delivery, attempts } };
  });
}

/** @returns what hands it over, claimed; null when it has ended, or is tried again later */
async function write(context: NotificationContext, taken: DeliveryRow): Promise<Sender | null> {
  const { tenant_id: tenantId } = taken;
  let failure: { error: unknown } | null = null;
  try {
    return await context.database.withTenant(tenantId, async (tx) => {
      const delivery = await lockTaken(tx, taken);
      if (!delivery) return null;
      const composed = await compose(context, tx, delivery);
      if (composed.send === null) {
        // Nobody was asked: that was no attempt.
        await tx
          .updateTable("deliveries")
          .set({ attempts: taken.attempts - 1 })
          .where("id", "=", taken.id)
          .execute();
        await recordOutcome(context, tx, delivery, composed);
        return null;
      }
      await claim(context, tx, delivery);
      return composed.send;
    });
  } catch (error) {
    failure = { error };
  }
  const { error } = failure;
  context.events.notComposed(taken, error);
  const reason = sayReason("not_composed");
  // The database says of itself whether the same may succeed later; what the data or the code is wrong about will not.
  const outcome =
    error instanceof AppError && ERRORS[error.code].retryable
      ? { status: "retry" as const, reason, isAway: false }
      : { status: "failed" as const, reason };
  const againAt = await context.database.withTenant(tenantId, async (tx) => {
    const delivery = await lockTaken(tx, taken);
    return delivery ? recordOutcome(context, tx, delivery, outcome) : null;
  });
  if (againAt) await wakeAgain(context, taken, againAt);
  return null;
}

type Sender = (signal: AbortSignal) => Promise<Outcome>;

/** A channel that throws has not said whether its provider has it. */
async function sendSafely(
  context: NotificationContext,
  delivery: DeliveryRow,
  send: () => Promise<Outcome>,
): Promise<Outcome> {
  try {
    return await send();
  } catch (error) {
    context.events.notComposed(delivery, error);
    return { status: "unknown", reason: sayReason("worker_ended") };
  }
}

async function wakeAgain(context: NotificationContext, delivery: DeliveryRow, at: Date): Promise<void> {
  const { tenant_id: tenantId, id: deliveryId, attempts } = delivery;
  await wakeDelivery(context, { tenantId, deliveryId, attempts, dueMs: at.getTime() });
}

function lockDue(context: NotificationContext, tx: TenantTx, deliveryId: string): Promise<DeliveryRow | undefined> {
  return tx
    .selectFrom("deliveries")
    .selectAll()
    .where("id", "=", deliveryId)
    .where("claimed_at", "is", null)
    .where("due_at", "<=", new Date(context.clock.now()))
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
}

/** The same attempt: nobody has ended it, or begun the next one, meanwhile. */
function lockTaken(tx: TenantTx, { id, attempts }: DeliveryRow): Promise<DeliveryRow | undefined> {
  return tx
    .selectFrom("deliveries")
    .selectAll()
    .where("id", "=", id)
    .where("claimed_at", "is", null)
    .where("due_at", "is not", null)
    .where("attempts", "=", attempts)
    .forUpdate()
    .executeTakeFirst();
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
  const suppressed = await readSuppression(tx, delivery);
  if (suppressed) return { send: null, status: "suppressed", reason: suppressed };
  const channel = context.channels[delivery.channel];
  if (channel) return channel.compose(tx, delivery);
  return { send: null, status: "failed", reason: sayReason("no_provider", { channel: delivery.channel }) };
}

async function claim(context: NotificationContext, tx: TenantTx, delivery: DeliveryRow): Promise<void> {
  const at = new Date(context.clock.now());
  const provider = context.channels[delivery.channel]?.provider ?? null;
  await tx
    .updateTable("deliveries")
    .set({ claimed_at: at, due_at: null, provider, status: "queued", updated_at: at })
    .where("id", "=", delivery.id)
    .execute();
  const detail = sayReason("handed", { number: String(delivery.attempts), provider: provider ?? "" });
  await addStep(tx, { tenantId: delivery.tenant_id, deliveryId: delivery.id, status: "queued", detail, at });
}
