import { sql } from "kysely";
import type { SummaryContext } from "../context.ts";

const PAGE = 1_000;

/**
 * Asks for everything to be indexed again. What has to be done is in Postgres, so that it goes on after an interruption.
 * @returns how many conversations
 */
export async function requestReindex({ database }: Pick<SummaryContext, "database">): Promise<number> {
  let after: string | null = null;
  let count = 0;
  for (;;) {
    const page: { last_id: string | null; opened: number } | undefined = await database.withSystem(async (tx) => {
      const { rows } = await sql<{ last_id: string | null; opened: number }>`
        select * from search_reindex(${after}::uuid, ${PAGE})`.execute(tx);
      return rows[0];
    });
    if (!page || page.last_id === null) return count;
    count += page.opened;
    after = page.last_id;
  }
}

/** Conversations that wait to be indexed, of all companies. */
export async function readBacklog({ database }: Pick<SummaryContext, "database">): Promise<number> {
  return database.withSystem(async (tx) => {
    const { rows } = await sql<{ backlog: number }>`select search_index_backlog() as backlog`.execute(tx);
    return rows[0]?.backlog ?? 0;
  });
}
