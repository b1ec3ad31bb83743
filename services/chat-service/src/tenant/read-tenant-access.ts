import type { ChatContext } from "../context.ts";

/** May this tenant's people connect, and from which origins? An unknown tenant is not active. */
export async function readTenantAccess(
  context: ChatContext,
  tenantId: string,
): Promise<{ active: boolean; allowedOrigins: string[] }> {
  const row = await context.database.readTenant(tenantId, (tx) =>
    tx.selectFrom("tenants").select(["status", "allowed_origins"]).executeTakeFirst(),
  );
  return { active: row?.status === "active", allowedOrigins: row?.allowed_origins ?? [] };
}
