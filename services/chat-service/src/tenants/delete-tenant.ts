import { notFound } from "@chorus/kernel/app-error";
import { sql } from "kysely";
import type { ChatContext } from "../context.ts";
import { setTenantStatus } from "./suspend-tenant.ts";

/**
 * Deletes a company with everything it has, on behalf of the operator. It is suspended first, so that its sockets close and
 * nobody writes any more; the gateways' sweep closes those that the hint did not reach.
 * @throws AppError `not_found`
 */
export async function deleteTenant(
  context: ChatContext,
  input: { tenantId: string; requestId: string },
): Promise<void> {
  await setTenantStatus(context, { ...input, status: "suspended" });
  await context.database.withSystem(async (tx) => {
    const { rows } = await sql<{
      known: boolean;
    }>`select true as known from delete_tenant(${input.tenantId}::uuid)`.execute(tx);
    if (rows.length === 0) throw notFound();
  });
  context.logger.warn(
    { event: "tenant_deleted", tenantId: input.tenantId, requestId: input.requestId },
    "a company was deleted",
  );
}
