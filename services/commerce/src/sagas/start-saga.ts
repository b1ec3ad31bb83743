import { type TenantTx, violates } from "@chorus/database/database";
import { AppError } from "@chorus/kernel/app-error";
import type { CommerceContext } from "../context.ts";
import type { SagaKind } from "./saga-kind.ts";
import { writeStep } from "./saga-rows.ts";

/**
 * Begins a saga in the caller's transaction, which has done its first steps already; the task that takes the next ones is woken after
 * the commit.
 * @param done how many of its steps this transaction does
 * @returns its id
 * @throws AppError `conflict` while another one moves money of the same payment
 */
export async function startSaga<Data extends object>(
  context: Pick<CommerceContext, "ids" | "clock" | "tasks">,
  tx: TenantTx,
  kind: SagaKind<Data>,
  given: { tenantId: string; orderId: string; paymentId: string; data: Data; done?: number },
): Promise<string> {
  const { tenantId, orderId, paymentId, data, done = 0 } = given;
  const id = context.ids.next();
  const at = new Date(context.clock.now());
  try {
    await tx
      .insertInto("commerce.sagas")
      .values({
        ...{ tenant_id: tenantId, id, kind: kind.name, version: kind.version, order_id: orderId },
        ...{ payment_id: paymentId, state: "running", position: done, data: JSON.stringify(data), refusal: null },
        ...{ error: null, waits_until: null, created_at: at, updated_at: at },
      })
      .execute();
  } catch (error) {
    if (!violates(error, "sagas_of_payment")) throw error;
    throw new AppError("conflict", {
      detail: "The payment of this order is just being changed: try again in a moment.",
      retryMs: 1_000,
      cause: error,
    });
  }
  for (const [position, { name }] of kind.steps.slice(0, done).entries())
    await writeStep(tx, {
      ...{ tenant_id: tenantId, saga_id: id, position, direction: "do", name, state: "done", updated_at: at },
    });
  await wakeSaga(context, tx, id);
  return id;
}

/** Its task is due at once, whatever it waits for. To be called before the saga is locked. */
export async function wakeSaga(context: Pick<CommerceContext, "tasks">, tx: TenantTx, sagaId: string): Promise<void> {
  await context.tasks.enqueue(tx, "commerce.saga", { sagaId }, { dedupKey: sagaId });
}
