import type { ControlMessage } from "@chorus/contracts/bus/messages";
import type { TenantTx } from "@chorus/database/database";
import { sql } from "kysely";

export const REVOCATION_TOPIC = "control.revoke";

/** Ends a session; the outbox row of the same transaction makes every gateway close its sockets. */
export async function revokeSession(
  tx: TenantTx,
  input: { tenantId: string; sessionId: string; userId: string },
): Promise<void> {
  const ended = await tx
    .updateTable("sessions")
    .set({ revoked_at: sql<Date>`now()` })
    .where("id", "=", input.sessionId)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  if (ended.numUpdatedRows === 0n) return;
  const message: ControlMessage = { type: "revoke", ...input };
  await tx
    .insertInto("outbox")
    .values({
      tenant_id: input.tenantId,
      topic: REVOCATION_TOPIC,
      payload: JSON.stringify(message),
      conversation_id: null,
      seq: null,
      published_at: null,
      dispatched_at: null,
    })
    .execute();
}
