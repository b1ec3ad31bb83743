import type { AccessClaims } from "@chorus/auth/access-token";
import { requirePermission } from "@chorus/auth/permission";
import type { AuditAction } from "@chorus/contracts/entities/audit-action";
import type { Saga } from "@chorus/contracts/entities/saga";
import { afterCommit, type TenantTx } from "@chorus/database/database";
import type { SagasTable } from "@chorus/database/tables/commerce";
import { auditActor, writeAudit } from "@chorus/database/write-audit";
import { AppError, notFound } from "@chorus/kernel/app-error";
import type { Updateable } from "kysely";
import type { CommerceContext } from "../context.ts";
import type { SagaKinds, SagaStep } from "./saga-kind.ts";
import { goingOn, isOpen, lockSaga, placeAt, presentSagas, type SagaRow, updateSaga, writeStep } from "./saga-rows.ts";
import { wakeSaga } from "./start-saga.ts";

interface Asked {
  sagaId: string;
  requestId: string;
}

/** Tries the step again whose turn it is. @throws AppError `not_found`, `conflict` for one that has ended */
export function retrySaga(context: CommerceContext, caller: AccessClaims, asked: Asked): Promise<Saga> {
  return repair(context, caller, { ...asked, action: "saga.retry" }, (_, row) => Promise.resolve(goingOn(row)));
}

/**
 * Takes the step for done whose turn it is. What became of its payment stays for the provider to say.
 * @throws AppError `not_found`, `conflict` for one that is not stuck, and for a step that nobody can have done by hand
 */
export function skipSagaStep(
  context: CommerceContext,
  kinds: SagaKinds,
  caller: AccessClaims,
  asked: Asked,
): Promise<Saga> {
  return repair(context, caller, { ...asked, action: "saga.skip" }, async (tx, row, at) => {
    const kind = kinds[row.kind];
    const step = kind?.steps[row.position];
    if (row.state !== "stuck" || !kind || !step)
      throw new AppError("conflict", { detail: "Only a step that is stuck can be skipped." });
    if (!canBeSkipped(step, row))
      throw new AppError("conflict", {
        detail: "This step cannot be skipped, as nobody can do it by hand: retry it, or give the whole up.",
      });
    await writeStep(tx, {
      ...{ tenant_id: row.tenant_id, saga_id: row.id, position: row.position, name: step.name, state: "skipped" },
      ...{ direction: row.is_reverting ? "undo" : "do", updated_at: at },
    });
    const to = { position: row.position + (row.is_reverting ? -1 : 1), isReverting: row.is_reverting };
    const place = placeAt(kind, to);
    const { state } = place;
    if (state === "done" || state === "reverted") afterCommit(tx, () => context.events.sagaEnded(row.kind, state));
    return { ...place, position: to.position };
  });
}

function canBeSkipped(step: SagaStep<object>, { is_reverting: isReverting }: SagaRow): boolean {
  if (step.at === "here") return false;
  return (isReverting ? step.undo : step.do)?.canBeSkipped === true;
}

/**
 * Undoes what was done, beginning with the step whose turn it is: nobody knows how far that came.
 * @throws AppError `not_found`, `conflict` for one that has ended or cannot be undone any more
 */
export function compensateSaga(
  context: CommerceContext,
  kinds: SagaKinds,
  caller: AccessClaims,
  asked: Asked,
): Promise<Saga> {
  return repair(context, caller, { ...asked, action: "saga.compensate" }, (_, row) => {
    const { steps, givenUp } = kinds[row.kind] ?? { steps: [] };
    if (row.is_reverting) throw new AppError("conflict", { detail: "It is being undone already." });
    const isFinal = steps.slice(0, row.position + 1).some((step) => step.isFinal);
    if (!givenUp || isFinal || row.position >= steps.length)
      throw new AppError("conflict", { detail: "There is no way back: it can only go on." });
    return Promise.resolve({
      ...{ state: "compensating" as const, is_reverting: true, waits_until: null, error: null },
      refusal: JSON.stringify(givenUp),
    });
  });
}

async function repair(
  context: CommerceContext,
  caller: AccessClaims,
  { sagaId, requestId, action }: Asked & { action: AuditAction },
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
