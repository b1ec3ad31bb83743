import { notFound } from "@chorus/kernel/app-error";
import type { ChatContext } from "../context.ts";

/** @throws AppError `not_found` for an id that is no tenant's */
export async function requireTenantThere({ database }: Pick<ChatContext, "database">, tenantId: string): Promise<void> {
  const tenant = await database.readTenant(tenantId, (tx) =>
    tx.selectFrom("tenants").select("tenant_id").executeTakeFirst(),
  );
  if (!tenant) throw notFound();
}
