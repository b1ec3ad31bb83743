import type { Kysely } from "kysely";
import { replaceFunction } from "./load-function.ts";

/** From here on every function is its file: those that were written in migrations are loaded once more, as they are. */
const FUNCTIONS = [
  ...["add_next_signing_key", "add_signing_key", "advance_signing_keys", "append_events"],
  ...["companies_that_wrote_to", "company_of_conversation", "company_of_delivery", "conversation_heads"],
  ...["count_file_references", "delete_tenant", "deployment_epoch", "due_snoozes", "find_api_key"],
  ...["find_refresh_token", "find_tenant_by_slug", "find_tenant_by_widget_key", "list_signing_keys", "outbox_backlog"],
  ...["outbox_lock_undispatched", "outbox_lock_unpublished", "outbox_mark_dispatched", "outbox_mark_events_published"],
  ...["outbox_mark_published", "search_companies", "search_deleted_companies"],
  // Its search path did not end with pg_temp, as those of all others do.
  "queue_positions",
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const name of FUNCTIONS) await replaceFunction(db, name);
}
