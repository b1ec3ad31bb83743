import { SYSTEM_TENANT } from "@chorus/contracts/tasks";
import type { TenantTx } from "@chorus/database/database";
import type { Ids } from "@chorus/kernel/ids";

export interface OperatorEntry {
  /** `noun.verb` */
  action: string;
  /** Null: the installation. */
  aboutTenantId: string | null;
  detail: Record<string, unknown>;
  requestId: string;
}

/**
 * What the operator does to the whole installation, and what outlives a tenant, in the transaction of the deed itself. What concerns
 * a tenant that stays is in that tenant's audit log.
 * @param tx of SYSTEM_TENANT
 */
export async function writeOperatorLog({ ids }: { ids: Ids }, tx: TenantTx, entry: OperatorEntry): Promise<void> {
  await tx
    .insertInto("operator_log")
    .values({
      ...{ tenant_id: SYSTEM_TENANT, id: ids.next(), action: entry.action, about_tenant_id: entry.aboutTenantId },
      ...{ detail: JSON.stringify(entry.detail), request_id: entry.requestId },
    })
    .execute();
}
