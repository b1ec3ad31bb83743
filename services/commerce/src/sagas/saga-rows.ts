import type { Saga } from "@chorus/contracts/entities/saga";
import type { TenantTx } from "@chorus/database/database";
import type { SagasTable, SagaStepsTable } from "@chorus/database/tables/commerce";
import { toTimestamp } from "@chorus/kernel/clock";
import type { Selectable, Updateable } from "kysely";
import { groupedBy } from "../grouped-by.ts";
import type { SagaKind } from "./saga-kind.ts";

export type SagaRow = Selectable<SagasTable>;
export type SagaStepRow = Selectable<SagaStepsTable>;
export type Direction = SagaStepRow["direction"];

/** Locked. Whoever also touches its task locks that first, so that nobody waits in a circle. */
export function lockSaga(tx: TenantTx, sagaId: string): Promise<SagaRow | undefined> {
  return tx.selectFrom("commerce.sagas").selectAll().where("id", "=", sagaId).forUpdate().executeTakeFirst();
}

export async function updateSaga(
  tx: TenantTx,
  sagaId: string,
  set: Updateable<SagasTable> & { updated_at: Date },
): Promise<SagaRow> {
  const query = tx.updateTable("commerce.sagas").set(set).where("id", "=", sagaId);
  return query.returningAll().executeTakeFirstOrThrow();
}

/** A saga that has not ended. */
export function isOpen({ state }: Pick<SagaRow, "state">): boolean {
  return state !== "done" && state !== "reverted";
}

/** What makes one that waits take its step again, in its direction. */
export function goingOn({ is_reverting: isReverting }: Pick<SagaRow, "is_reverting">) {
  return { state: isReverting ? ("compensating" as const) : ("running" as const), waits_until: null, error: null };
}

/** The state of a saga whose turn is at this step; beyond the last one, in its direction, it has ended. */
export function placeAt(
  { steps }: Pick<SagaKind, "steps">,
  { position, isReverting }: { position: number; isReverting: boolean },
): Pick<SagaRow, "state" | "waits_until" | "error"> {
  const rest = { waits_until: null, error: null };
  if (isReverting) return { state: position < 0 ? "reverted" : "compensating", ...rest };
  return { state: position >= steps.length ? "done" : "running", ...rest };
}

/** The one that is moving money of a payment. */
export async function openSagaOf(tx: TenantTx, paymentId: string): Promise<SagaRow | undefined> {
  const query = tx.selectFrom("commerce.sagas").selectAll().where("payment_id", "=", paymentId);
  return query.where("state", "not in", ["done", "reverted"]).executeTakeFirst();
}

export function findStep(
  tx: TenantTx,
  { sagaId, position, direction }: { sagaId: string; position: number; direction: Direction },
): Promise<SagaStepRow | undefined> {
  return tx
    .selectFrom("commerce.saga_steps")
    .selectAll()
    .where("saga_id", "=", sagaId)
    .where("position", "=", position)
    .where("direction", "=", direction)
    .executeTakeFirst();
}

/** Writes down how far a step has come. */
export async function writeStep(
  tx: TenantTx,
  {
    call,
    ...step
  }: Pick<SagaStepRow, "tenant_id" | "saga_id" | "position" | "direction" | "name" | "state" | "updated_at"> & {
    /** Of a provider, before it is made. */
    call?: Pick<SagaStepRow, "idempotency_key" | "failed_at">;
  },
): Promise<void> {
  const { state, updated_at } = step;
  await tx
    .insertInto("commerce.saga_steps")
    .values({ idempotency_key: null, failed_at: null, ...step, ...call })
    .onConflict((conflict) =>
      conflict.columns(["tenant_id", "saga_id", "position", "direction"]).doUpdateSet({ state, updated_at, ...call }),
    )
    .execute();
}

/** The provider keeps its failure for this key: since when, stays. */
export async function noteFailedCall(
  tx: TenantTx,
  { sagaId, idempotencyKey, at }: { sagaId: string; idempotencyKey: string; at: Date },
): Promise<void> {
  await tx
    .updateTable("commerce.saga_steps")
    .set({ failed_at: at })
    .where("saga_id", "=", sagaId)
    .where("idempotency_key", "=", idempotencyKey)
    .where("failed_at", "is", null)
    .execute();
}

/** Sagas as people see them, in the order of the rows. */
export async function presentSagas(tx: TenantTx, rows: readonly SagaRow[]): Promise<Saga[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const steps = await tx
    .selectFrom("commerce.saga_steps")
    .selectAll()
    .where("saga_id", "in", ids)
    .orderBy("position")
    .orderBy("direction")
    .execute();
  const stepsOf = groupedBy(steps, (step) => step.saga_id);
  return rows.map((row) => ({
    ...{ id: row.id, kind: row.kind as Saga["kind"], state: row.state, orderId: row.order_id },
    ...{ paymentId: row.payment_id, position: row.position, isReverting: row.is_reverting, error: row.error },
    steps: (stepsOf.get(row.id) ?? []).map((step) => ({
      ...{ position: step.position, name: step.name, direction: step.direction, state: step.state },
      updatedAt: toTimestamp(step.updated_at),
    })),
    createdAt: toTimestamp(row.created_at),
    updatedAt: toTimestamp(row.updated_at),
  }));
}
