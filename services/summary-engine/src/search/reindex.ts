import { sql } from "kysely";
import type { SummaryContext } from "../context.ts";

const PAGE = 1_000;

interface ReindexPage {
  last_tenant: string | null;
  last_id: string | null;
  opened: number;
}

/**
 * Enqueues the indexing of everything again. The tasks are in Postgres, so that the work continues after an interruption.
 * @returns how many conversations
 */
export async function requestReindex({ database }: Pick<SummaryContext, "database">): Promise<number> {
  let last: ReindexPage | undefined;
  let count = 0;
  for (;;) {
    const page: ReindexPage | undefined = await database.background.withSystem(async (tx) => {
      const { rows } = await sql<ReindexPage>`
        select * from search_reindex(${last?.last_tenant ?? null}::uuid, ${last?.last_id ?? null}::uuid, ${PAGE})`.execute(
        tx,
      );
      return rows[0];
    });
    if (!page || page.last_id === null) return count;
    count += page.opened;
    last = page;
  }
}

/** Conversations that wait to be indexed, of all tenants. */
export async function readBacklog({ database }: Pick<SummaryContext, "database">): Promise<number> {
  return database.background.withSystem(async (tx) => {
    const { rows } = await sql<{ backlog: number }>`select search_index_backlog() as backlog`.execute(tx);
    return rows[0]?.backlog ?? 0;
  });
}
