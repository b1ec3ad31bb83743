import { sql, type Kysely } from "kysely";
import { createTenantTable } from "./tenant-table.ts";
import { loadFunction } from "./load-function.ts";

/** What each tenant may use where that is not the default, what it has used of what is counted here, and whether it was warned. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(
    db,
    "tenant_quotas",
    sql`
      quota text not null,
      amount bigint check (amount >= 0),
      period text,
      used bigint not null default 0,
      warned_period text,
      primary key (tenant_id, quota)`,
  );
  await loadFunction(db, "list_tenants(text, text, uuid, integer, text, text)", { asSystem: true });
}
