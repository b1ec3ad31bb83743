import type { Database } from "@chorus/database/database";
import type { Logger } from "@chorus/observability/logger";

const BATCH = 5_000;

interface Removed extends Record<string, number> {
  outbox_rows: number;
  token_rows: number;
  key_rows: number;
  link_rows: number;
}

/**
 * Deletes rows that are no longer needed: outbox rows published and dispatched a day ago, expired refresh tokens, stored
 * answers kept for repeats, links to set a password that nobody has used for a month, and sign-ups that are over (both `link_rows`). Batch by batch, so that a backlog of any size goes.
 */
export async function prune(database: Database, logger: Logger, signal: AbortSignal): Promise<void> {
  const total: Record<string, number> = {};
  for (;;) {
    signal.throwIfAborted();
    const [removed] = await database.background.statement<Removed>(
      "prune_batch",
      "select * from prune_batch(now(), $1)",
      [BATCH],
    );
    const counts = Object.entries(removed ?? {});
    for (const [what, count] of counts) total[what] = (total[what] ?? 0) + count;
    if (counts.every(([, count]) => count < BATCH)) break;
  }
  logger.info({ removed: total }, "pruned");
}
