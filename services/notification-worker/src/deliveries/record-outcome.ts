import { givenUp, triedAgain } from "@chorus/contracts/entities/delivery-reasons";
import type { DeliveryStatus } from "@chorus/contracts/entities/delivery";
import type { TenantTx } from "@chorus/database/database";
import { ERASED_ADDRESS } from "@chorus/database/personal-data/notifications";
import type { DeliveryRow, Outcome } from "../channels/channel.ts";
import type { NotificationContext } from "../context.ts";
import { readOrigin } from "./read-origin.ts";
import { decideAgain } from "./decide-again.ts";
import { addStep } from "./steps.ts";

type Recorded = Outcome | { status: "cancelled" | "suppressed" | "failed" | "bounced"; reason: string };

/**
 * Records the outcome of an attempt.
 * @returns when it may be tried again; null when nothing more is to be done
 */
export async function recordOutcome(
  context: NotificationContext,
  tx: TenantTx,
  delivery: DeliveryRow,
  outcome: Recorded,
): Promise<Date | null> {
  const nowMs = context.clock.now();
  const at = new Date(nowMs);
  const concluded = conclude(context, delivery, outcome, nowMs);
  if (await isErased(tx, delivery.id)) return recordErased(tx, delivery, concluded.status, at);
  const { status, reason, dueAt } = concluded;
  await tx
    .updateTable("deliveries")
    .set({
      status,
      reason,
      claimed_at: null,
      due_at: dueAt,
      provider_id: outcome.status === "sent" ? outcome.providerId : delivery.provider_id,
      updated_at: at,
    })
    .where("id", "=", delivery.id)
    .execute();
  const detail = outcome.status === "sent" ? outcome.detail : reason;
  await addStep(tx, { tenantId: delivery.tenant_id, deliveryId: delivery.id, status, detail, at });
  const clientMessageId = await readOrigin(tx, delivery.conversation_id, delivery.from_seq);
  context.events.attempted(delivery, status, reason, {
    ...{ waitedMs: nowMs - delivery.created_at.getTime(), clientMessageId },
  });
  await decideAgain(context, tx, delivery, status);
  return dueAt;
}

/** For an erased customer: stores only the final status, without texts and without another attempt. */
async function recordErased(
  tx: TenantTx,
  { id: deliveryId, tenant_id: tenantId }: DeliveryRow,
  concluded: DeliveryStatus,
  at: Date,
): Promise<null> {
  const status = concluded === "held" ? "cancelled" : concluded;
  await tx
    .updateTable("deliveries")
    .set({ status, claimed_at: null, due_at: null, updated_at: at })
    .where("id", "=", deliveryId)
    .execute();
  await addStep(tx, { tenantId, deliveryId, status, detail: null, at });
  return null;
}

function conclude(
  context: NotificationContext,
  { attempts }: DeliveryRow,
  outcome: Recorded,
  nowMs: number,
): { status: DeliveryStatus; reason: string | null; dueAt: Date | null } {
  if (outcome.status === "sent") return { status: "sent", reason: null, dueAt: null };
  if (outcome.status !== "retry") return { status: outcome.status, reason: outcome.reason, dueAt: null };
  if (attempts >= MAX_ATTEMPTS) return { status: "failed", reason: givenUp(outcome.reason, attempts), dueAt: null };
  const delayMs = retryDelayMs(attempts, context.random());
  return { status: "held", reason: triedAgain(outcome.reason), dueAt: new Date(nowMs + delayMs) };
}

const FIRST_MS = 5_000;
const LONGEST_MS = 15 * 60_000;

/** Attempts before a delivery is given up: about seven hours, longer than most outages. */
export const MAX_ATTEMPTS = 36;

/**
 * Doubling with full jitter on the upper half, so that deliveries that failed together are retried apart.
 * @param attempts how many were made
 * @param random 0 to 1
 */
export function retryDelayMs(attempts: number, random: number): number {
  const ceilingMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempts - 1, 20));
  return Math.round(ceilingMs * (0.5 + random / 2));
}

/**
 * Whether the customer was erased during the call. The provider's answer contains the address, so it is not stored then. The
 * delivery is locked from here on, so that an erasure waits.
 */
export async function isErased(tx: TenantTx, deliveryId: string): Promise<boolean> {
  const { address } = await tx
    .selectFrom("deliveries")
    .select("address")
    .where("id", "=", deliveryId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return address === ERASED_ADDRESS + deliveryId;
}
