import type { Database } from "@chorus/database/database";
import type { EventKind } from "@chorus/contracts/entities/event";
import { selectEvents, type EventRow } from "../conversations/rows/event-queries.ts";

/** As many of the longest messages as fit well into memory. */
const PAGE = 200;

/** A conversation's events in their order, a page in a transaction of its own at a time. */
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
