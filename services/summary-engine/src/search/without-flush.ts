import type { Database, TenantTx } from "@chorus/database/database";
import { sql } from "kysely";

/**
 * A transaction whose commit does not wait for the disk, which messages wait for. What a crash of Postgres takes back, a task and
 * what was done for it together, is done again.
 */
export function withoutFlush<Result>(
  database: Database,
  tenantId: string,
  work: (tx: TenantTx) => Promise<Result>,
): Promise<Result> {
  return database.background.withTenant(tenantId, async (tx) => {
    await sql`set local synchronous_commit = off`.execute(tx);
    return work(tx);
  });
}
