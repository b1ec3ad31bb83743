import { hashSecret } from "@chorus/auth/secrets";
import { notFound } from "@chorus/kernel/app-error";
import { sql } from "kysely";
import type { ChatContext } from "../context.ts";
import { findTenantByWidgetKey } from "../tenants/queries.ts";
import { writeRevocation } from "../identity/revoke.ts";

/** Deletes a device, for instance at a logout on a shared computer: its token and sockets end. */
export async function endWidgetSession(
  context: ChatContext,
  input: { tenantKey: string; deviceToken: string },
): Promise<void> {
  const tenant = await findTenantByWidgetKey(context.database, input.tenantKey);
  if (!tenant) throw notFound();
  const { tenantId } = tenant;
  await context.database.withTenant(tenantId, async (tx) => {
    const ended = await tx
      .updateTable("devices")
      .set({ revoked_at: sql<Date>`now()` })
      .where("token_hash", "=", hashSecret(input.deviceToken))
      .where("revoked_at", "is", null)
      .returning(["id", "customer_id"])
      .executeTakeFirst();
    if (ended) await writeRevocation(context, tx, { tenantId, userId: ended.customer_id, sessionId: ended.id });
  });
}
