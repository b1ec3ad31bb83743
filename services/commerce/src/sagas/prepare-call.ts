import type { TenantTx } from "@chorus/database/database";
import type { ExternalWork, Sent } from "./saga-kind.ts";
import { type Direction, findStep, type SagaRow, type SagaStepRow, writeStep } from "./saga-rows.ts";

/**
 * Writes down that a provider is about to be called, and by which key.
 * @returns also what was sent before: of this step, in an undo of the one that is undone
 */
export async function prepareCall(
  tx: TenantTx,
  row: SagaRow,
  { name, work, at }: { name: string; work: Pick<ExternalWork<object>, "renewsKey">; at: Date },
): Promise<{ idempotencyKey: string; sent: Sent | null }> {
  const direction: Direction = row.is_reverting ? "undo" : "do";
  const place = { sagaId: row.id, position: row.position };
  const before = await findStep(tx, { ...place, direction });
  const known = before?.idempotency_key ?? `${row.tenant_id}:${row.id}:${name}${row.is_reverting ? ":undo" : ""}`;
  const failedAt = before?.failed_at ?? null;
  const isSpent = work.renewsKey === true && failedAt !== null;
  const idempotencyKey = isSpent ? keyAfter(known) : known;
  await writeStep(tx, {
    ...{ tenant_id: row.tenant_id, saga_id: row.id, position: row.position, direction, name },
    ...{ state: "prepared", updated_at: at },
    call: { idempotency_key: idempotencyKey, failed_at: isSpent ? null : failedAt },
  });
  const own = row.is_reverting ? await findStep(tx, { ...place, direction: "do" }) : before;
  return { idempotencyKey, sent: sentOf(own) };
}

/** `…:capture`, `…:capture#2`, `…:capture#3` */
function keyAfter(key: string): string {
  const [, first = key, count = "1"] = /^(.*)#(\d+)$/.exec(key) ?? [];
  return `${first}#${Number(count) + 1}`;
}

function sentOf(step: SagaStepRow | undefined): Sent | null {
  if (!step || step.idempotency_key === null) return null;
  return { idempotencyKey: step.idempotency_key, at: step.updated_at, failedAt: step.failed_at };
}
