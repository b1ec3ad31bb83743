import type { TenantTx } from "@chorus/database/database";
import { sql } from "kysely";
import type { SummaryContext } from "../context.ts";
import { withoutTags } from "@chorus/meaning/text/markup";
import { masksPersonalData } from "@chorus/models/settings";
import { type SearchDocument, embeddingTextFor } from "./documents.ts";
import type { IndexedWords } from "./index-words.ts";
import type { VectorStore } from "@chorus/meaning/vector-store";

/** Of all conversations of a batch; the rest follows in the next one. */
export const MAX_VECTORS = 256;

/** A document without a vector, as it was read; a later change makes it a different one. */
export interface MissingVector extends SearchDocument {
  row_version: string;
}

export async function readMissing(tx: TenantTx, words: readonly IndexedWords[]): Promise<MissingVector[]> {
  const ids = words.filter(({ isErased }) => !isErased).map(({ conversationId }) => conversationId);
  const { rows } = await sql<MissingVector>`
    select conversation_id as "conversationId", kind, seq, body, xmin::text as row_version from search_documents
    where conversation_id = any(${ids}::uuid[]) and collection is null
    order by conversation_id, kind, seq limit ${MAX_VECTORS}`.execute(tx);
  return rows;
}

/** Removes vectors of deleted documents and creates missing ones. @throws whatever the store or a model throws */
export async function changeVectors(
  context: SummaryContext,
  vectors: VectorStore,
  { tenantId, words, missing }: { tenantId: string; words: readonly IndexedWords[]; missing: readonly MissingVector[] },
): Promise<void> {
  for (const { conversationId } of words.filter(({ isErased }) => isErased))
    await vectors.removeConversation(tenantId, conversationId);
  await vectors.remove(
    tenantId,
    words.flatMap(({ removed }) => removed),
  );
  if (missing.length === 0) return;
  const texts = await embeddingTexts(context, tenantId, words, missing);
  const embedded = await context.embedder.embed(texts, tenantId);
  await vectors.upsert(
    tenantId,
    missing.map((key, index) => ({ key, vector: embedded[index] ?? [] })),
  );
}

async function embeddingTexts(
  { embedder, database }: SummaryContext,
  tenantId: string,
  words: readonly IndexedWords[],
  missing: readonly MissingVector[],
): Promise<string[]> {
  const masks = embedder.host !== null && (await database.readTenant(tenantId, masksPersonalData));
  const formats = new Map(
    words.map(({ conversationId, customerName }) => [
      conversationId,
      embeddingTextFor(embedder, masks, [customerName]),
    ]),
  );
  return missing.map(({ conversationId, body }) => {
    const words = withoutTags(body);
    return formats.get(conversationId)?.(words) ?? words;
  });
}

export async function markVectors(tx: TenantTx, label: string, made: readonly MissingVector[]): Promise<void> {
  if (made.length === 0) return;
  const rows = made.map(({ conversationId: id, kind, seq, row_version }) => ({ id, kind, seq, row_version }));
  await sql`
    update search_documents d set collection = ${label}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as k(id uuid, kind text, seq bigint, row_version text)
    where d.conversation_id = k.id and d.kind = k.kind and d.seq = k.seq and d.xmin::text = k.row_version`.execute(tx);
}
