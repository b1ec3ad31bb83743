import { sql, type Kysely } from "kysely";
import { createTenantTable } from "./tenant-table.ts";

/** Addresses (in lower case) whose owners have unsubscribed from the emails about an event, whoever has the address. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(
    db,
    "stopped_emails",
    sql`address text not null check (address = lower(address)),
      event text not null,
      created_at timestamptz not null default now(),
      primary key (tenant_id, address, event)`,
  );
}
