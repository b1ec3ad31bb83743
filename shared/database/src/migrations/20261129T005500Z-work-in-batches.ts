import { sql, type Kysely } from "kysely";
import { loadFunction, replaceFunction } from "./load-function.ts";

/**
 * Large deletions go in batches, each by an index: what has served its purpose, and a tenant with all it has. The indexes name only
 * rows that will not change any more, so that they cost the path of a message one entry.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index outbox_by_age on outbox (dispatched_at)
    where published_at is not null and dispatched_at is not null`.execute(db);
  await sql`create index refresh_tokens_by_end on refresh_tokens (expires_at)`.execute(db);
  await sql`create index password_links_by_end on password_links (expires_at)`.execute(db);
  await loadFunction(db, "prune_batch(timestamptz, integer)", { asSystem: true });
  // For chat-service of the release before.
  await replaceFunction(db, "prune");
  await loadFunction(db, "delete_tenant_batch(uuid, integer)", { asSystem: true });
}
