import type { TenantTx } from "@chorus/database/database";

/** Writes what must be told or done after this transaction has committed. */
export async function writeOutbox(tx: TenantTx, tenantId: string, topic: string, payload: object): Promise<void> {
  await tx
    .insertInto("outbox")
    .values({
      tenant_id: tenantId,
      topic,
      payload: JSON.stringify(payload),
      conversation_id: null,
      seq: null,
      published_at: null,
      dispatched_at: null,
    })
    .execute();
}
