import type { AccessClaims } from "@chorus/auth/access-token";
import { requirePermission } from "@chorus/auth/permission";
import type { Saga } from "@chorus/contracts/entities/saga";
import type { TenantTx } from "@chorus/database/database";
import type { SagasTable } from "@chorus/database/tables/commerce";
import { auditActor, writeAudit } from "@chorus/database/write-audit";
import { AppError, notFound } from "@chorus/kernel/app-error";
import type { Updateable } from "kysely";
import type { CommerceContext } from "../context.ts";
import type { SagaKind } from "./saga-kind.ts";
import { isOpen, lockSaga, presentSagas, type SagaRow, updateSaga, writeStep } from "./saga-rows.ts";
import { wakeSaga } from "./start-saga.ts";

type Kinds = Readonly<Record<string, SagaKind>>;

interface Asked {
  sagaId: string;
  requestId: string;
}

/** Tries the step again whose turn it is. @throws AppError `not_found`, `conflict` for one that has ended */
export function retrySaga(context: CommerceContext, caller: AccessClaims, asked: Asked): Promise<Saga> {
  return repair(context, caller, { ...asked, action: "saga.retry" }, (_, row) => Promise.resolve(goingOn(row)));
}

/** Takes the step for done whose turn it is. @throws AppError `not_found`, `conflict` for one that is not stuck */
export function skipSagaStep(
  context: CommerceContext,
  kinds: Kinds,
  caller: AccessClaims,
  asked: Asked,
): Promise<Saga> {
  return repair(context, caller, { ...asked, action: "saga.skip" }, async (tx, row, at) => {
    const step = kinds[row.kind]?.steps[row.position];
    if (row.state !== "stuck" || !step)
      throw new AppError("conflict", { detail: "Only a step that is stuck can be skipped." });
    await writeStep(tx, {
      ...{ tenant_id: row.tenant_id, saga_id: row.id, position: row.position, name: step.name, state: "skipped" },
      ...{ direction: row.is_reverting ? "undo" : "do", updated_at: at },
    });
    return { ...goingOn(row), position: row.position + (row.is_reverting ? -1 : 1) };
  });
}

/**
 * Undoes what was done, beginning with the step whose turn it is: nobody knows how far that came.
 * @throws AppError `not_found`, `conflict` for one that has ended or cannot be undone any more
 */
export function compensateSaga(
  context: CommerceContext,
  kinds: Kinds,
  caller: AccessClaims,
  asked: Asked,
): Promise<Saga> {
  return repair(context, caller, { ...asked, action: "saga.compensate" }, (_, row) => {
    const steps = kinds[row.kind]?.steps ?? [];
    if (row.is_reverting) throw new AppError("conflict", { detail: "It is being undone already." });
    if (steps.slice(0, row.position + 1).some(({ isFinal }) => isFinal))
      throw new AppError("conflict", { detail: "There is no way back any more: it can only go on." });
    const refusal = { code: "payment_declined", detail: "The shop has given this order up: nothing is taken." };
    return Promise.resolve({
      ...{ state: "compensating" as const, is_reverting: true, waits_until: null, error: null },
      ...{ position: Math.min(row.position, steps.length - 1), refusal: JSON.stringify(refusal) },
    });
  });
}

function goingOn({ is_reverting: isReverting }: SagaRow) {
  return { state: isReverting ? ("compensating" as const) : ("running" as const), waits_until: null, error: null };
}

async function repair(
  context: CommerceContext,
  caller: AccessClaims,
  { sagaId, requestId, action }: Asked & { action: string },
  work: (tx: TenantTx, row: SagaRow, at: Date) => Promise<Updateable<SagasTable>>,
): Promise<Saga> {
  requirePermission(caller, "saga.manage");
  const { tenantId } = caller;
  const at = new Date(context.clock.now());
  return context.database.withTenant(tenantId, async (tx) => {
    const known = await tx.selectFrom("commerce.sagas").select("id").where("id", "=", sagaId).executeTakeFirst();
    if (!known) throw notFound();
    // Waits for a step that is just being written.
    await wakeSaga(context, tx, sagaId);
    const row = (await lockSaga(tx, sagaId))!;
    if (!isOpen(row)) throw new AppError("conflict", { detail: "It has ended." });
    const after = await updateSaga(tx, sagaId, { ...(await work(tx, row, at)), updated_at: at });
    const target = { type: "saga", id: sagaId };
    await writeAudit(tx, { ...{ tenantId, actor: auditActor(caller), action, target }, requestId });
    const [saga] = await presentSagas(tx, [after]);
    return saga!;
  });
}
