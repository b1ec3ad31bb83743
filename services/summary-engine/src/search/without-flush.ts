import type { Database, TenantTx } from "@chorus/database/database";
import { sql } from "kysely";

/**
 * A transaction whose commit does not wait for the disk, so that messages do not wait behind it. After a crash of Postgres the task
 * and its result are both gone, and the task runs again.
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
