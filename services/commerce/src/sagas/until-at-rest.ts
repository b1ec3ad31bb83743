import type { ErrorCode } from "@chorus/contracts/errors";
import { AppError, notFound } from "@chorus/kernel/app-error";
import type { CommerceContext } from "../context.ts";
import type { SagaRow } from "./saga-rows.ts";

/** Another process may have taken the last step: then nobody here is told of it. */
const LOOK_EVERY_MS = 250;

/** How long a request waits for a provider. */
const WAIT_MS = 5_000;

/**
 * @param letGo gives back the place of whoever asked, as a provider may take long
 * @returns the saga as soon as it has ended or waits for somebody, or as it is after 5 s
 * @throws AppError `not_found` when it was deleted, with its tenant
 */
export async function untilAtRest(
  { database, sagaEnds }: Pick<CommerceContext, "database" | "sagaEnds">,
  { tenantId, sagaId, letGo }: { tenantId: string; sagaId: string; letGo: () => void },
): Promise<SagaRow> {
  letGo();
  const endMs = performance.now() + WAIT_MS;
  for (;;) {
    // Before it is looked at: an end between the two is not missed.
    const next = sagaEnds.next(sagaId, Math.max(0, Math.min(LOOK_EVERY_MS, endMs - performance.now())));
    const row = await database.readTenant(tenantId, (tx) =>
      tx
        .selectFrom("commerce.sagas")
        .selectAll()
        .where("id", "=", sagaId)
        .executeTakeFirstOrThrow(() => notFound()),
    );
    if ((row.state !== "running" && row.state !== "compensating") || performance.now() >= endMs) return row;
    await next;
  }
}

/** @throws AppError why it was undone, for whoever asked for it */
export function requireNotReverted(
  saga: SagaRow,
): asserts saga is SagaRow & { state: Exclude<SagaRow["state"], "reverted"> } {
  if (saga.state !== "reverted") return;
  const { code, detail } = saga.refusal ?? { code: "conflict", detail: "It was not done: everything is as before." };
  throw new AppError(code as ErrorCode, { detail });
}
