import { sql, type Kysely } from "kysely";

/**
 * Who works on a task is written beside when it is due: a message that comes meanwhile makes it due again, and nobody else may do
 * the same work at the same time because of that.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table summary_tasks add column claimed_until timestamptz`.execute(db);
}
