import type { SyncItem } from "@chorus/contracts/routes/internal-chat";
import type { TenantTx } from "@chorus/database/database";
import { sql } from "kysely";
import { isCustomer } from "../../identity/principal.ts";
import type { EventRow } from "../rows/event-queries.ts";
import type { ConversationRow } from "../rows/conversation-queries.ts";

/** Events of a range, ascending, and whether the limit cut some off. */
export interface Slice {
  readonly rows: EventRow[];
  readonly hasMore: boolean;
}

/** Ranges that one statement can read together. */
interface Kind {
  readonly numbering: "seq" | "public_seq";
  readonly keep: "oldest" | "newest";
}

/** A range that several subscribers may share. */
interface Range extends Kind {
  readonly conversationId: string;
  readonly afterSeq: number;
  readonly limit: number;
}

const KINDS: readonly Kind[] = [
  { numbering: "seq", keep: "oldest" },
  { numbering: "seq", keep: "newest" },
  { numbering: "public_seq", keep: "oldest" },
  { numbering: "public_seq", keep: "newest" },
];

export interface Slices {
  /** Null when the answer had no room for it. */
  of(item: SyncItem): Slice | null;
}

/**
 * The missing events of many subscribers, with one statement for each numbering and end of the range.
 * @param conversations those that may be read; their heads bound the ranges
 * @param maxEvents bounds all ranges together, except the first
 */
export async function readSlices(
  tx: TenantTx,
  items: readonly SyncItem[],
  { conversations, maxEvents }: { conversations: ReadonlyMap<string, ConversationRow>; maxEvents: number },
): Promise<Slices> {
  const ranges = rangesWithin(items, conversations, maxEvents);
  const slices = new Map<string, Slice>();
  for (const kind of KINDS) {
    const alike = [...ranges.values()].filter(
      ({ numbering, keep }) => numbering === kind.numbering && keep === kind.keep,
    );
    const found = await selectEventsOfMany(tx, kind, alike);
    for (const [index, range] of alike.entries()) slices.set(keyOf(range), sliceOf(range, found[index] ?? []));
  }
  return { of: (item) => slices.get(keyOf(rangeOf(item))) ?? null };
}

/** What is read, each range once, in the order of the items: what may be more than is left waits, but for the first. */
export function rangesWithin(
  items: readonly SyncItem[],
  conversations: ReadonlyMap<string, Pick<ConversationRow, "last_seq" | "last_public_seq">>,
  maxEvents: number,
): ReadonlyMap<string, Range> {
  const ranges = new Map<string, Range>();
  let room = maxEvents;
  for (const item of items) {
    const range = rangeOf(item);
    const conversation = conversations.get(item.conversationId);
    if (!conversation || ranges.has(keyOf(range))) continue;
    const head = range.numbering === "seq" ? conversation.last_seq : conversation.last_public_seq;
    const most = Math.min(range.limit, Math.max(0, head - range.afterSeq));
    if (most > room && ranges.size > 0) continue;
    room -= most;
    ranges.set(keyOf(range), range);
  }
  return ranges;
}

function rangeOf({ principal, conversationId, afterSeq, limit }: SyncItem): Range {
  return {
    conversationId,
    // Customers use the public numbering, everybody else the full one.
    numbering: isCustomer(principal) ? "public_seq" : "seq",
    keep: afterSeq === undefined ? "newest" : "oldest",
    afterSeq: afterSeq ?? 0,
    limit,
  };
}

function keyOf({ conversationId, numbering, keep, afterSeq, limit }: Range): string {
  return `${conversationId} ${numbering} ${keep} ${afterSeq} ${limit}`;
}

function sliceOf({ keep, limit }: Range, rows: EventRow[]): Slice {
  if (rows.length <= limit) return { rows, hasMore: false };
  return { rows: keep === "oldest" ? rows.slice(0, limit) : rows.slice(-limit), hasMore: true };
}

/** One row more than each limit is read, to know whether there are more. @returns by the ranges' positions, ascending */
async function selectEventsOfMany(
  tx: TenantTx,
  { numbering, keep }: Kind,
  ranges: readonly Range[],
): Promise<EventRow[][]> {
  if (ranges.length === 0) return [];
  const asked = ranges.map(({ conversationId, afterSeq, limit }, ordinal) => ({
    ...{ ordinal, conversationId, afterSeq },
    most: limit + 1,
  }));
  const position = sql.ref(`e.${numbering}`);
  // A lateral join per range uses the index; a plain join would read the whole conversation.
  const { rows } = await sql<EventRow & { ordinal: number }>`
    select r.ordinal, found.*
    from jsonb_to_recordset(${JSON.stringify(asked)}) as r(ordinal integer, "conversationId" uuid, "afterSeq" bigint, most bigint)
    cross join lateral (
      select e.* from events e
      where e.conversation_id = r."conversationId" and ${position} > r."afterSeq"
      order by ${position} ${keep === "oldest" ? sql`asc` : sql`desc`} limit r.most
    ) found
    order by r.ordinal, ${sql.ref(`found.${numbering}`)}`.execute(tx);
  const slices = ranges.map((): EventRow[] => []);
  for (const { ordinal, ...row } of rows) slices[ordinal]?.push(row);
  return slices;
}
