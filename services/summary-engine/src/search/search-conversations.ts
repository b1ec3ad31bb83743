import { visibleConversations } from "@chorus/database/visible-conversations";
import type { Reader } from "../summaries/read-summaries.ts";
import type { SearchHit } from "@chorus/contracts/entities/search-hit";
import type { TenantTx } from "@chorus/database/database";
import { cutText } from "@chorus/contracts/cut-text";
import { markdownToPlain } from "@chorus/markdown/plain";
import { toTimestamp } from "@chorus/kernel/clock";
import { sql } from "kysely";
import type { SummaryContext } from "../context.ts";
import { fuse } from "@chorus/meaning/fuse";
import { findByMeaning } from "./meaning.ts";
import { inLowerCase } from "@chorus/meaning/text/letter-case";
import { questionFor } from "@chorus/meaning/text/question";

/** Of each ranking, before they are merged. */
const CANDIDATES = 100;
const SNIPPET_CHARACTERS = 200;

interface MatchRow {
  conversation_id: string;
  seq: number;
  body: string;
  customer_name: string;
  subject: string | null;
  status: SearchHit["status"];
  collection: string | null;
  created_at: Date;
  assignee_id: string | null;
  assignee_name: string | null;
  assignee_avatar: string | null;
}

/**
 * Searches by words and by vectors. Hits of the vector store are looked up in the tenant's own rows, so that erased, deleted or
 * other tenants' documents are never returned.
 */
export async function searchConversations(
  context: SummaryContext,
  reader: Reader,
  { q, limit }: { q: string; limit: number },
): Promise<{ items: SearchHit[]; degraded: string | null }> {
  const { tenantId } = reader;
  const [meaning, { words, unindexed }] = await Promise.all([
    findByMeaning(context, tenantId, { text: q, limit: CANDIDATES }),
    context.database.readTenant(tenantId, async (tx) => ({
      words: await findByWords(tx, q),
      unindexed: await countUnindexed(tx),
    })),
  ]);
  return context.database.readTenant(tenantId, async (tx) => {
    const key = (id: string, seq: number) => `${id} ${seq}`;
    const fused = fuse(
      words.map((row) => ({ key: key(row.conversation_id, row.seq) })),
      unique(meaning.neighbours.map(({ conversationId, seq }) => key(conversationId, seq))),
    );
    const rows = new Map(
      (
        await lookUp(
          tx,
          reader,
          fused.map((hit) => hit.key),
        )
      ).map((row) => [key(row.conversation_id, row.seq), row]),
    );
    const items: SearchHit[] = [];
    const seen = new Set<string>();
    for (const hit of fused) {
      const row = rows.get(hit.key);
      if (!row || seen.has(row.conversation_id) || items.length >= limit) continue;
      // An edited message has its old vector until it is indexed again.
      const isMeant =
        hit.inMeaning && row.collection === context.vectors?.label && context.embedder.understands(row.body);
      if (!hit.inWords && !isMeant) continue;
      seen.add(row.conversation_id);
      items.push({
        ...{ conversationId: row.conversation_id, seq: row.seq, score: hit.score },
        snippet: snippetOf(row.body, q),
        matched: hit.inWords && isMeant ? "both" : hit.inWords ? "text" : "meaning",
        ...{ customerName: row.customer_name, subject: row.subject, status: row.status },
        ...{ at: toTimestamp(row.created_at), assignee: assigneeOf(row) },
      });
    }
    return { items, degraded: meaning.degraded ?? whileIndexing(unindexed) };
  });
}

/** Conversations whose vectors are being rebuilt; new ones, which take a moment, do not count. */
async function countUnindexed(tx: TenantTx): Promise<number> {
  const row = await tx
    .selectFrom("tasks")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("finished_at", "is", null)
    .where("name", "=", "search.index")
    .where(({ eb, ref }) => eb(ref("payload", "->>").key("reason"), "=", "requested"))
    .executeTakeFirst();
  return row?.count ?? 0;
}

function whileIndexing(conversations: number): string | null {
  if (conversations === 0) return null;
  const left = conversations === 1 ? "1 conversation is" : `${conversations} conversations are`;
  return `The index is being made again: ${left} found by words alone until it is done.`;
}

function unique(keys: readonly string[]): { key: string }[] {
  return [...new Set(keys)].map((key) => ({ key }));
}

/** Of each conversation the message that matches all of the words best, by the stems of any language; best match first. */
export async function findByWords(tx: TenantTx, q: string): Promise<{ conversation_id: string; seq: number }[]> {
  const [arabic, german, spanish] = (["arabic", "german", "spanish"] as const).map((name) => questionFor(name, q));
  if (arabic === null) return [];
  const question = sql`
    (to_tsquery('arabic', ${arabic}) || to_tsquery('german', ${german}) || to_tsquery('spanish', ${spanish}))`;
  const { rows } = await sql<{ conversation_id: string; seq: number }>`
    select conversation_id, seq from (
      select distinct on (d.conversation_id) d.conversation_id, d.seq, ts_rank_cd(d.words, ${question}) as rank
      from search_documents d
      where d.words @@ ${question} and d.kind = 'message'
      order by d.conversation_id, rank desc, d.seq
    ) as best
    order by rank desc, conversation_id desc limit ${CANDIDATES}`.execute(tx);
  return rows;
}

/** As they are now: a message that was deleted or edited is in the index for some seconds as it was. */
async function lookUp(tx: TenantTx, reader: Reader, keys: readonly string[]): Promise<MatchRow[]> {
  if (keys.length === 0) return [];
  const pairs = keys.map((key) => {
    const [id = "", seq = "0"] = key.split(" ");
    return { id, seq: Number(seq) };
  });
  const { rows } = await sql<MatchRow>`
    select d.conversation_id, d.seq, coalesce(e.data ->> 'body', d.body) as body, cu.name as customer_name, c.subject, c.status, d.collection,
      e.created_at, c.assignee_id, u.name as assignee_name, u.avatar as assignee_avatar
    from jsonb_to_recordset(${JSON.stringify(pairs)}) as k(id uuid, seq bigint)
    join search_documents d on d.conversation_id = k.id and d.seq = k.seq and d.kind = 'message'
    join conversations c on c.id = d.conversation_id and ${visibleConversations(reader)}
    join customers cu on cu.id = c.customer_id
    join events e on e.conversation_id = d.conversation_id and e.seq = d.seq and e.deleted_at is null
    left join users u on u.id = c.assignee_id`.execute(tx);
  return rows;
}

function assigneeOf({
  assignee_id: id,
  assignee_name: name,
  assignee_avatar: avatar,
}: MatchRow): SearchHit["assignee"] {
  return id === null ? null : { id, name: name ?? "", avatar };
}

/** The part of a message around the first matching word, without the marks of Markdown. */
export function snippetOf(markdown: string, q: string): string {
  const body = markdownToPlain(markdown);
  if (body.length <= SNIPPET_CHARACTERS) return body;
  const words = inLowerCase(q).match(/[\p{L}\p{N}]{2,}/gu) ?? [];
  const lower = inLowerCase(body);
  const places = words.map((word) => lower.indexOf(word)).filter((place) => place !== -1);
  const start = Math.max(0, Math.min(...places, body.length) - SNIPPET_CHARACTERS / 4);
  // Cut between graphemes at both ends.
  const from = places.length === 0 ? 0 : cutText(body, start).length;
  const rest = body.slice(from);
  const part = cutText(rest, SNIPPET_CHARACTERS);
  return `${from > 0 ? "…" : ""}${part.trim()}${part.length < rest.length ? "…" : ""}`;
}
