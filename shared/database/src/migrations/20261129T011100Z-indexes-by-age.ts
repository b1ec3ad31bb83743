import type { Kysely } from "kysely";
import { createIndexConcurrently } from "./migration.ts";

export const outsideTransaction = true;

/** What nobody uses any more is found by its age (prune_batch). */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createIndexConcurrently(db, "sessions_by_use", "sessions (last_used_at)");
  await createIndexConcurrently(db, "devices_by_use", "devices (last_seen_at)");
  await createIndexConcurrently(
    db,
    "deliveries_by_age",
    "deliveries (created_at) where status not in ('queued', 'held')",
  );
}
