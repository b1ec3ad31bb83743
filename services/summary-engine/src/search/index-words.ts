import { setImmediate } from "node:timers/promises";
import type { TenantTx } from "@chorus/database/database";
import { sql } from "kysely";
import type { SummarySection } from "@chorus/contracts/entities/summary";
import { withoutTags } from "@chorus/meaning/text/markup";
import { plainOf } from "@chorus/meaning/text/sentences";
import { MESSAGE_EVENTS, MESSAGES } from "../summaries/read-transcript.ts";
import type { ClaimedTask } from "@chorus/tasks/claimed-task";
import { isIndexable, type SearchDocument } from "./documents.ts";
import { indexedText } from "@chorus/meaning/text/terms";
import type { DocumentKey } from "@chorus/meaning/vector-store";

/** Of one conversation in one batch; the rest follows after the other conversations. */
const MAX_EVENTS = 200;
const MAX_CHARACTERS = 40_000;
/** Longer work in one go delays who searches meanwhile. */
const MAX_BUSY_MS = 8;
/** Instead of a collection: this document gets no vector from any model. */
export const NO_VECTOR = "none";
/** Documents made by an older version of the rules are made again when their conversation is indexed. */
const WORDS_VERSION = 4;

/** The indexing progress of a conversation. */
export interface IndexedWords {
  conversationId: string;
  isErased: boolean;
  customerName: string;
  /** All events up to it are searchable by words. */
  upToSeq: number;
  hasMore: boolean;
  /** Their vectors are removed. */
  removed: DocumentKey[];
}

interface Place {
  id: string;
  name: string;
  erased_at: Date | null;
  indexed_seq: number;
  rebuilt_for: string | null;
}

interface Touched {
  conversation_id: string;
  /** Whether there are more after the last of them. */
  has_more: boolean;
  event_seq: number;
  seq: number;
  /** Null for what is not searchable: deleted messages, and events without text. */
  body: string | null;
}

/**
 * Updates the words of some conversations from where each was left. The customers are locked against erasure
 * meanwhile; writers of messages are not blocked.
 */
export async function indexWords(
  tx: TenantTx,
  tenantId: string,
  tasks: readonly ClaimedTask<"search.index">[],
): Promise<IndexedWords[]> {
  const places = await readPlaces(tx, tasks);
  const alive = places.filter((place) => place.erased_at === null);
  await forgetVectors(tx, tenantId, tasks, alive);
  const touched = await readTouched(tx, alive);
  const briefs = await changedBriefs(tx, alive);
  const documents = touched.flatMap(({ conversation_id: conversationId, seq, body }): SearchDocument[] =>
    body === null ? [] : [{ conversationId, kind: "message", seq, body: plainOf(body) }],
  );
  const gone = touched.flatMap(({ conversation_id: conversationId, seq, body }): DocumentKey[] =>
    body === null ? [{ conversationId, kind: "message", seq }] : [],
  );
  await write(tx, tenantId, [...documents, ...briefs.written]);
  await remove(tx, [...gone, ...briefs.removed]);
  const edited = new Set(touched.filter((row) => row.event_seq !== row.seq).map((row) => row.seq));
  const silent = documents.filter(({ seq, body }) => edited.has(seq) && !isIndexable(withoutTags(body)));
  const removed = [...gone, ...silent, ...briefs.removed];
  return places.map((place) => {
    const own = touched.filter((row) => row.conversation_id === place.id);
    const events = own.map((row) => row.event_seq);
    return {
      conversationId: place.id,
      isErased: place.erased_at !== null,
      customerName: place.name,
      upToSeq: Math.max(place.indexed_seq, ...events),
      hasMore: own.some((row) => row.has_more),
      removed: removed.filter(({ conversationId }) => conversationId === place.id),
    };
  });
}

async function readPlaces(tx: TenantTx, tasks: readonly ClaimedTask<"search.index">[]): Promise<Place[]> {
  const ids = tasks.map((task) => task.payload.conversationId);
  const { rows } = await sql<Place>`
    select c.id, cu.name, cu.erased_at, coalesce(p.indexed_seq, 0) as indexed_seq, p.rebuilt_for
    from conversations c
    join customers cu on cu.id = c.customer_id
    left join search_progress p on p.conversation_id = c.id
    where c.id = any(${ids}::uuid[]) order by cu.id, c.id for share of cu`.execute(tx);
  return rows;
}

/** When all of it was requested: the store may have lost vectors. Done once for each task. */
async function forgetVectors(
  tx: TenantTx,
  tenantId: string,
  tasks: readonly ClaimedTask<"search.index">[],
  places: Place[],
) {
  for (const task of tasks.filter(({ payload }) => payload.reason === "requested")) {
    const place = places.find(({ id, rebuilt_for: known }) => id === task.payload.conversationId && known !== task.id);
    if (!place) continue;
    place.indexed_seq = 0;
    await tx
      .updateTable("search_documents")
      .set({ collection: null })
      .where("conversation_id", "=", place.id)
      .where("collection", "<>", NO_VECTOR)
      .execute();
    const begun = { indexed_seq: 0, rebuilt_for: task.id };
    await tx
      .insertInto("search_progress")
      .values({ tenant_id: tenantId, conversation_id: place.id, ...begun })
      .onConflict((conflict) => conflict.columns(["tenant_id", "conversation_id"]).doUpdateSet(begun))
      .execute();
  }
}

/** Messages that were created, edited or deleted since, each once and in its current form, as many as a batch may have. */
async function readTouched(tx: TenantTx, places: readonly Place[]): Promise<Touched[]> {
  const from = JSON.stringify(places.map((place) => ({ id: place.id, after: place.indexed_seq })));
  const { rows } = await sql<Touched>`
    with touched as (
      select e.conversation_id, max(e.seq) as event_seq, m.seq, max(e.taken) >= ${MAX_EVENTS} as is_cut,
        case when m.deleted_at is null and m.actor_type <> 'system' then nullif(m.data ->> 'body', '') end as body
      from jsonb_to_recordset(${from}::jsonb) as f(id uuid, after bigint)
      cross join lateral (
        select e.*, count(*) over () as taken from (
          select e.conversation_id, e.seq, coalesce((e.data ->> 'messageSeq')::bigint, e.seq) as message_seq from events e
          where e.conversation_id = f.id and e.seq > f.after and e.kind = any(${MESSAGE_EVENTS}::text[]) order by e.seq limit ${MAX_EVENTS}
        ) e
      ) e
      join events m on m.conversation_id = e.conversation_id and m.seq = e.message_seq and m.kind = any(${MESSAGES}::text[])
      group by e.conversation_id, m.seq, m.deleted_at, m.actor_type, m.data
    ), measured as (
      select t.*, coalesce(sum(length(body)) over (partition by conversation_id order by event_seq
          rows between unbounded preceding and 1 preceding), 0) < ${MAX_CHARACTERS} as is_in
      from touched t
    )
    select conversation_id, event_seq, seq, body, has_more
    from (select m.*, bool_or(is_cut or not is_in) over (partition by conversation_id) as has_more from measured m) m
    where is_in`.execute(tx);
  return rows;
}

/** A conversation has at most one brief, which is found at the first message that it cites. */
async function changedBriefs(tx: TenantTx, places: readonly Place[]) {
  const ids = places.map(({ id }) => id);
  if (ids.length === 0) return { written: [], removed: [] };
  const current = await tx
    .selectFrom("summaries")
    .select(["conversation_id", "sections"])
    .where("conversation_id", "in", ids)
    .where("type", "=", "brief")
    .where("is_current", "=", true)
    .execute();
  const known = await tx
    .selectFrom("search_documents")
    .select(["conversation_id as conversationId", "kind", "seq"])
    .where("conversation_id", "in", ids)
    .where("kind", "=", "brief")
    .execute();
  const written = current.flatMap((row) => briefOf(row.conversation_id, row.sections));
  const isWritten = (key: DocumentKey) =>
    written.some(({ conversationId, seq }) => conversationId === key.conversationId && seq === key.seq);
  return { written, removed: known.filter((key) => !isWritten(key)) };
}

function briefOf(conversationId: string, sections: readonly SummarySection[]): SearchDocument[] {
  const statements = sections.flatMap((section) => section.statements);
  const seq = statements[0]?.cites[0];
  if (seq === undefined) return [];
  return [{ conversationId, kind: "brief", seq, body: statements.map(({ text }) => text).join(" ") }];
}

/** Documents with the same text are not changed. */
async function write(tx: TenantTx, tenantId: string, documents: readonly SearchDocument[]): Promise<void> {
  if (documents.length === 0) return;
  const rows: object[] = [];
  let sinceMs = performance.now();
  for (const { conversationId: id, kind, seq, body } of documents) {
    const words = withoutTags(body);
    rows.push({ id, kind, seq, body, collection: isIndexable(words) ? null : NO_VECTOR, ...indexedText(words) });
    if (performance.now() - sinceMs < MAX_BUSY_MS) continue;
    await setImmediate();
    sinceMs = performance.now();
  }
  await sql`
    insert into search_documents as known (tenant_id, conversation_id, kind, seq, body, words, words_version, collection)
    select ${tenantId}, d.id, d.kind, d.seq, d.body,
      to_tsvector('arabic', d.arabic) || to_tsvector('german', d.german) || to_tsvector('spanish', d.spanish), ${WORDS_VERSION}, d.collection
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as d(id uuid, kind text, seq bigint, body text, collection text, arabic text, german text, spanish text)
    order by d.id, d.kind, d.seq
    on conflict (tenant_id, conversation_id, kind, seq)
      do update set body = excluded.body, words = excluded.words, words_version = excluded.words_version,
        collection = case when known.body = excluded.body then known.collection else excluded.collection end
      where known.body <> excluded.body or known.words_version <> excluded.words_version`.execute(tx);
}

async function remove(tx: TenantTx, keys: readonly DocumentKey[]): Promise<void> {
  if (keys.length === 0) return;
  await sql`
    delete from search_documents d
    using jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as k("conversationId" uuid, kind text, seq bigint)
    where d.conversation_id = k."conversationId" and d.kind = k.kind and d.seq = k.seq`.execute(tx);
}
