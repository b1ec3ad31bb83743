import { notFound } from "@chorus/kernel/app-error";
import type { CommerceContext } from "../context.ts";
import type { SagaRow } from "./saga-rows.ts";

/** Another process may have taken the last step: then nobody here is told of it. */
const LOOK_EVERY_MS = 250;

/** @returns the saga as soon as it has ended or waits for somebody, or as it is after `waitMs` @throws AppError `not_found` when it was deleted, with its tenant */
export async function untilAtRest(
  { database, sagaEnds }: Pick<CommerceContext, "database" | "sagaEnds">,
  { tenantId, sagaId, waitMs }: { tenantId: string; sagaId: string; waitMs: number },
): Promise<SagaRow> {
  const endMs = performance.now() + waitMs;
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
