import type { Tenant } from "@chorus/contracts/entities/tenant";
import { notFound } from "@chorus/kernel/app-error";
import { writeRevocation } from "../identity/revoke.ts";
import type { ChatContext } from "../context.ts";
import { writeAudit } from "../audit/audit.ts";
import { presentTenant } from "./present-tenant.ts";

export interface SetTenantStatusInput {
  tenantId: string;
  status: "active" | "suspended";
  requestId: string;
}

/** Suspends or resumes a company, on behalf of the operator. Suspending closes its sockets. @throws AppError `not_found` */
export async function setTenantStatus(
  context: ChatContext,
  input: SetTenantStatusInput,
): Promise<{ tenant: Tenant; status: SetTenantStatusInput["status"] }> {
  const { tenantId, status } = input;
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
