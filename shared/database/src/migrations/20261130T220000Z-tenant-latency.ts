import { sql, type Kysely } from "kysely";
import { loadFunction } from "./load-function.ts";
import { createTenantTable } from "./tenant-table.ts";

/**
 * How long each tenant's messages took: by the minute and by process as they come in, so that a minute that comes again is known; later
 * by the hour and by the day.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(
    db,
    "tenant_latency",
    sql`
      span text not null check (span in ('minute', 'hour', 'day')),
      starts_at timestamptz not null,
      source uuid not null,
      numbers bigint[] not null check (cardinality(numbers) = 14),
      primary key (tenant_id, span, starts_at, source)`,
  );
  await sql`create index tenant_latency_by_age on tenant_latency (span, starts_at)`.execute(db);
  await loadFunction(db, "record_latency(uuid, timestamptz, jsonb)", { asSystem: true });
  await loadFunction(db, "roll_up_latency(text, text, timestamptz, integer)", { asSystem: true });
  await loadFunction(db, "list_latency(text, timestamptz)", { asSystem: true });
}
