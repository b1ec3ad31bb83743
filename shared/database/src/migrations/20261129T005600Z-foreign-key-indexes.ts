import type { Kysely } from "kysely";
import { createIndexConcurrently } from "./migration.ts";

export const outsideTransaction = true;

/** A row that goes is looked for in every table that may refer to it: without an index that reads all of the tenant's rows. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createIndexConcurrently(
    db,
    "conversations_of_assignee",
    "conversations (tenant_id, assignee_id) where assignee_id is not null",
  );
  await createIndexConcurrently(
    db,
    "devices_by_conversation",
    "devices (tenant_id, conversation_id) where conversation_id is not null",
  );
  await createIndexConcurrently(db, "team_members_by_user", "team_members (tenant_id, user_id)");
  await createIndexConcurrently(db, "api_keys_by_creator", "api_keys (tenant_id, created_by)");
  await createIndexConcurrently(db, "password_links_by_user", "password_links (tenant_id, user_id)");
}
