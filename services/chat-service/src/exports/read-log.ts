import type { Database } from "@chorus/database/database";
import type { EventKind } from "@chorus/contracts/entities/event";
import { selectEvents, type EventRow } from "../conversations/rows/event-queries.ts";

/** Bounds the memory of a page of the longest messages. */
const PAGE = 200;

/** A conversation's events in order; each page is read in a transaction of its own. */
export async function* readLog(
  database: Database,
  tenantId: string,
  of: { conversationId: string; kinds?: readonly EventKind[] },
): AsyncGenerator<EventRow> {
  let afterSeq = 0;
  for (;;) {
    const range = { ...of, numbering: "seq", keep: "oldest", limit: PAGE, afterSeq } as const;
    const { rows, hasMore } = await database.background.readTenant(tenantId, (tx) => selectEvents(tx, range));
    yield* rows;
    afterSeq = rows.at(-1)?.seq ?? afterSeq;
    if (!hasMore) return;
  }
}
