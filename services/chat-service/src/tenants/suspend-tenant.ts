import type { Tenant } from "@chorus/contracts/entities/tenant";
import { SYSTEM_TENANT } from "@chorus/contracts/tasks";
import { notFound } from "@chorus/kernel/app-error";
import { type Ending, writeRevocation } from "../identity/revoke.ts";
import type { ChatContext } from "../context.ts";
import { writeAudit } from "@chorus/database/write-audit";
import { presentTenant } from "./present-tenant.ts";

export interface SetTenantStatusInput {
  tenantId: string;
  status: "active" | "suspended";
  requestId: string;
}

/** Suspends or resumes a tenant, on behalf of the operator. Suspending closes its sockets. @throws AppError `not_found` */
export async function setTenantStatus(
  context: Ending & Pick<ChatContext, "database">,
  input: SetTenantStatusInput,
): Promise<{ tenant: Tenant; status: SetTenantStatusInput["status"] }> {
  const { tenantId, status } = input;
  if (status === "active") await requireNotDeleted(context, tenantId);
  const row = await context.database.withTenant(tenantId, async (tx) => {
    const updated = await tx.updateTable("tenants").set({ status }).returningAll().executeTakeFirst();
    if (!updated) throw notFound();
    if (status === "suspended") await writeRevocation(context, tx, { tenantId, userId: null, sessionId: null });
    await writeAudit(tx, {
      tenantId,
      actor: { type: "operator", id: null },
      action: status === "suspended" ? "tenant.suspend" : "tenant.resume",
      target: { type: "tenant", id: tenantId },
      requestId: input.requestId,
    });
    return updated;
  });
  return { tenant: presentTenant(row), status };
}

/** A tenant cannot be resumed after its deletion has begun. @throws AppError `not_found` */
async function requireNotDeleted(context: Pick<ChatContext, "database">, tenantId: string): Promise<void> {
  const deletion = await context.database.readTenant(SYSTEM_TENANT, (tx) =>
    tx
      .selectFrom("tasks")
      .select("id")
      .where("name", "=", "tenant.delete")
      .where("dedup_key", "=", tenantId)
      .where("finished_at", "is", null)
      .executeTakeFirst(),
  );
  if (deletion) throw notFound();
}
