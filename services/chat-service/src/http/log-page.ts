import { Seq } from "@chorus/contracts/primitives";
import { z } from "zod";
import { decodeCursor } from "@chorus/http/keyset";

interface LogQuery {
  afterSeq?: number | undefined;
  beforeSeq?: number | undefined;
  cursor?: string | undefined;
  limit: number;
}

interface LogRange {
  afterSeq: number | undefined;
  beforeSeq: number | undefined;
  limit: number;
}

const Position = z.object({ afterSeq: Seq.optional(), beforeSeq: Seq.optional() });

/** Pages of a conversation's log: the cursor is a position in the reader's numbering. */
export const logPage = {
  range(query: LogQuery): LogRange {
    const position = decodeCursor(Position, query.cursor) ?? query;
    return { afterSeq: position.afterSeq, beforeSeq: position.beforeSeq, limit: query.limit };
  },
  /** Where the next page starts: after the last item when reading forward, before the first one when reading backward. */
  nextCursor(range: LogRange, items: readonly { seq: number }[], hasMore: boolean): string | null {
    const edge = range.afterSeq === undefined ? items[0] : items.at(-1);
    if (!hasMore || !edge) return null;
    const position =
      range.afterSeq === undefined ? { beforeSeq: edge.seq } : { afterSeq: edge.seq, beforeSeq: range.beforeSeq };
    return Buffer.from(JSON.stringify(position)).toString("base64url");
  },
};
