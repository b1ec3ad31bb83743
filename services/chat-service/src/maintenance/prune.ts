import type { Database } from "@chorus/database/database";
import type { Logger } from "@chorus/observability/logger";
import { sql } from "kysely";

/** Relayed outbox rows are kept this long, for those who look into what happened. */
const KEEP = "24 hours";

/** Removes what has served its purpose: outbox rows that were told and dispatched, refresh tokens that have expired. */
export async function prune(database: Database, logger: Logger): Promise<void> {
  const { rows } = await database.withSystem((tx) =>
    sql<{ outbox_rows: number; token_rows: number }>`select * from prune(${KEEP}::interval)`.execute(tx),
  );
  logger.info({ removed: rows[0] }, "pruned");
}
