import { formatReason } from "@chorus/contracts/entities/delivery-reasons";
import { ERRORS } from "@chorus/contracts/errors";
import type { TenantTx } from "@chorus/database/database";
import { AppError } from "@chorus/kernel/app-error";
import { type ClaimedTask, TaskLostError } from "@chorus/tasks/claimed-task";
import { continueTasks, finishTasks } from "@chorus/tasks/settle-tasks";
import type { Composed, DeliveryRow, Outcome } from "../channels/channel.ts";
import type { NotificationContext } from "../context.ts";
import { MAX_ATTEMPTS, recordOutcome, isErased } from "./record-outcome.ts";
import { readOrigin } from "./read-origin.ts";
import { enqueueReport } from "./report-sent.ts";
import { deferDelivery } from "./defer-delivery.ts";
import { isSwitchedOff } from "./switched-off.ts";
import { hasAddress } from "./has-address.ts";
import { mayNotBeTold } from "./may-be-told.ts";
import { leaveRest } from "./leave-rest.ts";
import { countDelivery } from "./count-delivery.ts";
import { addStep } from "./steps.ts";
import { readSuppression, suppress } from "./suppressions.ts";

/** Time for the provider's callbacks before the outcome counts as unknown. */
export const AMBIGUOUS_AFTER_MS = 2 * 60_000;

/** Whom it concerns is not asked again this soon: for a desk of fifty it would be read fifty times. */
const JUST_DECIDED_MS = 30_000;

type DeliverTask = ClaimedTask<"notification.deliver">;

/**
 * Sends one delivery to its provider, at most once: the attempt is counted before it is composed, the claim is committed before the
 * provider is called, and an unfinished claim is never sent again automatically (docs/notifications.md, "The ambiguous window").
 */
export async function deliver(context: NotificationContext, task: DeliverTask, signal: AbortSignal): Promise<void> {
  const delivery = await begin(context, task);
  if (!delivery) return;
  const send = await write(context, task, delivery);
  if (!send) return;
  const { tracing } = context;
  const trace = delivery.clientMessageId === null ? undefined : tracing.traceOf(delivery.clientMessageId);
  const span = { name: `send ${delivery.channel}`, kind: "client", place: "child" } as const;
  const outcome = await tracing.inSpan(trace, span, () => sendSafely(context, delivery, () => send(signal)));
  const channel = context.channels[delivery.channel];
  if (outcome.status === "retry" && outcome.isAway) channel?.breaker.failed();
  else channel?.breaker.succeeded();
  try {
    await conclude(context, task, delivery, outcome);
  } catch (error) {
    // Recorded also when another worker has taken the task over, because that one does not know the outcome.
    if (!(error instanceof TaskLostError)) throw error;
    await conclude(context, null, delivery, outcome);
  }
  if ("isOurs" in outcome && outcome.isOurs) context.events.refusedByPolicy(delivery, outcome.reason);
}

async function conclude(
  context: NotificationContext,
  task: DeliverTask | null,
  delivery: DeliveryRow,
  outcome: Outcome,
): Promise<void> {
  const channel = context.channels[delivery.channel];
  await context.database.withTenant(delivery.tenant_id, async (tx) => {
    if (outcome.status === "bounced" || outcome.status === "suppressed") {
      // No suppression is stored for an address whose customer was erased meanwhile.
      const isKept = !(await isErased(tx, delivery.id));
      if (isKept && outcome.status === "bounced" && channel?.forget) await channel.forget(tx, delivery);
      else if (isKept) await suppress(tx, delivery, outcome.reason);
    }
    const againAt = await recordOutcome(context, tx, delivery, outcome);
    await enqueueReport(context, tx, delivery, outcome);
    if (task) await settle(context, tx, task, againAt);
    else if (againAt) {
      const { id: deliveryId } = delivery;
      const again = { dedupKey: deliveryId, dueMs: againAt.getTime() };
      await context.tasks.enqueue(tx, "notification.deliver", { deliveryId }, again);
    }
  });
}

/** Stores when the delivery's task is due next, or that it is done, with the delivery's change. */
async function settle(context: NotificationContext, tx: TenantTx, task: DeliverTask, againAt: Date | null) {
  const nowMs = context.clock.now();
  if (againAt) await continueTasks(tx, [{ task, dueMs: againAt.getTime() }], nowMs);
  else await finishTasks(tx, [{ task, outcome: "done" }], nowMs);
}

/** With the message that it began with, and whether its channel is switched off. */
type BegunDelivery = DeliveryRow & { clientMessageId: string | null; isOff: boolean };

/** Counts the attempt, so that attempts are bounded whatever happens next. Null when there is nothing to send, or not now. */
async function begin(context: NotificationContext, task: DeliverTask): Promise<BegunDelivery | null> {
  const { deliveryId } = task.payload;
  return context.database.withTenant(task.tenantId, async (tx) => {
    const delivery = await lockDelivery(tx, deliveryId);
    if (!delivery) return null;
    if (delivery.claimed_at !== null) {
      const ambiguousAt = new Date(delivery.claimed_at.getTime() + AMBIGUOUS_AFTER_MS);
      if (ambiguousAt.getTime() > context.clock.now()) {
        await settle(context, tx, task, ambiguousAt);
        return null;
      }
      // Its worker died while the provider was called: the outcome is unknown, and a person decides.
      await recordOutcome(context, tx, delivery, { status: "unknown", reason: formatReason("worker_ended") });
      return null;
    }
    if (delivery.due_at === null) return null;
    if (delivery.due_at.getTime() > context.clock.now()) {
      await settle(context, tx, task, delivery.due_at);
      return null;
    }
    if (delivery.attempts >= MAX_ATTEMPTS) {
      await recordOutcome(context, tx, delivery, { status: "failed", reason: formatReason("not_composed") });
      return null;
    }
    const isOff = await isSwitchedOff(context, delivery);
    // What is switched off ends instead.
    const wait = isOff ? null : providerAway(context, delivery);
    if (wait) {
      await deferDelivery(context, tx, delivery, wait);
      await settle(context, tx, task, new Date(wait.untilMs));
      return null;
    }
    const attempts = delivery.attempts + 1;
    await tx.updateTable("deliveries").set({ attempts }).where("id", "=", deliveryId).execute();
    const clientMessageId = await readOrigin(tx, delivery.conversation_id, delivery.from_seq);
    return { ...delivery, attempts, clientMessageId, isOff };
  });
}

/** @returns the function that sends it, claimed; null when it has ended, or is tried again later */
async function write(context: NotificationContext, task: DeliverTask, taken: BegunDelivery): Promise<Sender | null> {
  const { tenant_id: tenantId } = taken;
  let failure: { error: unknown } | null = null;
  let isCounted = false;
  try {
    return await context.database.withTenant(tenantId, async (tx) => {
      const delivery = await lockTaken(tx, taken);
      if (!delivery) return null;
      const composed = await compose(context, tx, delivery, taken.isOff);
      if (composed.send === null) {
        await uncountAttempt(tx, taken);
        await recordOutcome(context, tx, delivery, composed);
        return null;
      }
      const over = await countDelivery(context, tx, delivery);
      if (over) {
        await uncountAttempt(tx, taken);
        await deferDelivery(context, tx, delivery, over);
        await settle(context, tx, task, new Date(over.untilMs));
        return null;
      }
      isCounted = delivery.provider === null;
      if (composed.toSeq !== undefined) await leaveRest(context, tx, delivery, composed.toSeq);
      await claim(context, tx, delivery);
      return composed.send;
    });
  } catch (error) {
    failure = { error };
  }
  const { error } = failure;
  context.events.notComposed(taken, error);
  // Counted beside the transaction, which was rolled back.
  if (isCounted) await context.quotas.giveBack(taken);
  const reason = formatReason("not_composed");
  // Database errors say whether they are temporary; errors in data or code are permanent.
  const outcome =
    error instanceof AppError && ERRORS[error.code].retryable
      ? { status: "retry" as const, reason, isAway: false }
      : { status: "failed" as const, reason };
  await context.database.withTenant(tenantId, async (tx) => {
    const delivery = await lockTaken(tx, taken);
    if (delivery) await settle(context, tx, task, await recordOutcome(context, tx, delivery, outcome));
  });
  return null;
}

type Sender = (signal: AbortSignal) => Promise<Outcome>;

/** When a channel throws, it is unknown whether the provider has accepted the message. */
export async function sendSafely(
  context: Pick<NotificationContext, "events">,
  delivery: Pick<DeliveryRow, "id" | "tenant_id" | "channel">,
  send: () => Promise<Outcome>,
): Promise<Outcome> {
  try {
    return await send();
  } catch (error) {
    context.events.notComposed(delivery, error);
    return { status: "unknown", reason: formatReason("worker_ended") };
  }
}

function lockDelivery(tx: TenantTx, deliveryId: string): Promise<DeliveryRow | undefined> {
  return tx.selectFrom("deliveries").selectAll().where("id", "=", deliveryId).forUpdate().executeTakeFirst();
}

/** Whether this is still the same attempt: not ended, and no next one begun. */
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

/** The provider was not called. */
async function uncountAttempt(tx: TenantTx, { id, attempts }: DeliveryRow): Promise<void> {
  await tx
    .updateTable("deliveries")
    .set({ attempts: attempts - 1 })
    .where("id", "=", id)
    .execute();
}

/** Until when its provider is not asked, and why; null while it is. */
export function providerAway(
  { channels, random }: Pick<NotificationContext, "channels" | "random">,
  { channel }: Pick<DeliveryRow, "channel">,
) {
  const openUntilMs = channels[channel]?.breaker.openUntilMs();
  if (!openUntilMs) return null;
  return { untilMs: openUntilMs + Math.round(random() * 5_000), reason: formatReason("provider_away") };
}

async function compose(
  context: NotificationContext,
  tx: TenantTx,
  delivery: DeliveryRow,
  isOff: boolean,
): Promise<Composed> {
  // It may have been changed while this one waited.
  if (!(await hasAddress(tx, delivery)))
    return { send: null, status: "cancelled", reason: formatReason("address_changed") };
  const silenced = await mayNotBeTold(tx, delivery);
  if (silenced) return { send: null, status: "cancelled", reason: silenced };
  const hasWaited = context.clock.now() - delivery.created_at.getTime() > JUST_DECIDED_MS;
  if (hasWaited && !(await context.stillConcerns(tx, delivery)))
    return { send: null, status: "cancelled", reason: formatReason("settled") };
  const suppressed = await readSuppression(tx, delivery);
  if (suppressed) return { send: null, status: "suppressed", reason: suppressed };
  if (isOff) {
    const reason = formatReason("switched_off", { channel: delivery.channel });
    return { send: null, status: "suppressed", reason };
  }
  const channel = context.channels[delivery.channel];
  if (channel) return channel.compose(tx, delivery);
  return { send: null, status: "failed", reason: formatReason("no_provider", { channel: delivery.channel }) };
}

async function claim(context: NotificationContext, tx: TenantTx, delivery: DeliveryRow): Promise<void> {
  const at = new Date(context.clock.now());
  const provider = context.channels[delivery.channel]?.provider ?? null;
  await tx
    .updateTable("deliveries")
    .set({ claimed_at: at, due_at: null, provider, status: "queued", updated_at: at })
    .where("id", "=", delivery.id)
    .execute();
  const detail = formatReason("handed", { number: String(delivery.attempts), provider: provider ?? "" });
  await addStep(tx, { tenantId: delivery.tenant_id, deliveryId: delivery.id, status: "queued", detail, at });
}
