import type { ChatContext } from "../context.ts";
import { presentQuotas } from "../quotas/present-quotas.ts";
import { warnTenant } from "../quotas/warn-tenant.ts";
import { readTenantRows, usedOf } from "./list-tenants.ts";

const PAGE_SIZE = 200;

/** The task: looks at what every active tenant uses, page by page. */
export async function warnTenants(
  context: Pick<ChatContext, "database" | "clock" | "liveCounts">,
  signal: AbortSignal,
): Promise<void> {
  let before: string | null = null;
  for (;;) {
    signal.throwIfAborted();
    const rows = await readTenantRows(context, { search: null, status: "active", before, limit: PAGE_SIZE });
    const live = await context.liveCounts(rows.map((row) => row.tenant_id));
    for (const row of rows) {
      const used = usedOf(row, live.get(row.tenant_id));
      await warnTenant(context, row.tenant_id, presentQuotas(row.amounts, used, context.clock.now()));
    }
    if (rows.length < PAGE_SIZE) return;
    before = rows.at(-1)?.tenant_id ?? null;
  }
}
