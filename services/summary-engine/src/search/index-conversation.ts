import type { JobPayload } from "@chorus/contracts/jobs";
import type { TenantTx } from "@chorus/database/database";
import type { SummaryContext } from "../context.ts";
import { contentWordsOf } from "../local/words.ts";
import { documentsOf, type SearchDocument } from "./documents.ts";
import type { DocumentKey, VectorStore } from "./vector-store.ts";

/** How long a task waits while the vector store is away. */
const AGAIN_AFTER_MS = 15_000;
const LEAST_CONTENT_WORDS = 3;

interface Change {
  tenantId: string;
  conversationId: string;
  version: number;
  isErased: boolean;
  removed: DocumentKey[];
  missing: SearchDocument[];
}

/**
 * Brings what can be found in a conversation up to date: the words in Postgres first, then the vectors. While the vector store
 * is away the task stays open, so that what is missing there is caught up with.
 */
export async function indexConversation(
  context: SummaryContext,
  { tenantId, taskId }: JobPayload<"search.index">,
): Promise<void> {
  const change = await context.database.withTenant(tenantId, (tx) => changeWords(context, tx, tenantId, taskId));
  if (!change) return;
  if (context.vectors) {
    try {
      await changeVectors(context, context.vectors, change);
    } catch (error) {
      context.events.vectorsAway(error);
      const dueAt = new Date(context.clock.now() + AGAIN_AFTER_MS);
      await context.database.withTenant(tenantId, (tx) =>
        tx
          .updateTable("summary_tasks")
          .set(({ eb }) => ({ due_at: dueAt, attempts: eb("attempts", "+", 1) }))
          .where("id", "=", taskId)
          .execute(),
      );
      return;
    }
  }
  await context.database.withTenant(tenantId, (tx) => finish(context, tx, taskId, change));
}

/** The conversation is locked: whoever erases it comes before or after. */
async function changeWords(
  context: SummaryContext,
  tx: TenantTx,
  tenantId: string,
  taskId: string,
): Promise<Change | null> {
  const task = await tx
    .selectFrom("summary_tasks")
    .selectAll()
    .where("id", "=", taskId)
    .where("finished_at", "is", null)
    .where("due_at", "<=", new Date(context.clock.now()))
    .executeTakeFirst();
  if (!task) return null;
  const conversationId = task.conversation_id;
  await tx.selectFrom("conversations").select("id").where("id", "=", conversationId).forUpdate().execute();
  const wanted = await documentsOf(tx, conversationId);
  const known = await tx
    .selectFrom("search_documents")
    .select(["conversation_id as conversationId", "kind", "seq", "body", "collection"])
    .where("conversation_id", "=", conversationId)
    .execute();
  const collection = context.vectors?.collection ?? null;
  // Asked for: the store may have lost what it once had.
  const isRebuilt = task.reason === "requested";
  const find = (documents: readonly SearchDocument[], { kind, seq }: DocumentKey) =>
    documents.find((document) => document.kind === kind && document.seq === seq);
  const removed = known.filter((document) => !find(wanted ?? [], document));
  const changed = (wanted ?? []).filter((document) => find(known, document)?.body !== document.body);
  for (const { kind, seq } of removed) {
    await tx
      .deleteFrom("search_documents")
      .where("conversation_id", "=", conversationId)
      .where("kind", "=", kind)
      .where("seq", "=", seq)
      .execute();
  }
  for (const { kind, seq, body } of changed) {
    await tx
      .insertInto("search_documents")
      .values({ tenant_id: tenantId, conversation_id: conversationId, kind, seq, body, collection: null })
      .onConflict((conflict) =>
        conflict.columns(["tenant_id", "conversation_id", "kind", "seq"]).doUpdateSet({ body, collection: null }),
      )
      .execute();
  }
  const missing = (wanted ?? []).filter((document) => {
    const before = known.find(({ kind, seq }) => kind === document.kind && seq === document.seq);
    return isRebuilt || changed.includes(document) || before?.collection !== collection;
  });
  return { tenantId, conversationId, version: task.version, isErased: wanted === null, removed, missing };
}

async function changeVectors(context: SummaryContext, vectors: VectorStore, change: Change): Promise<void> {
  const { tenantId, conversationId, isErased, removed, missing } = change;
  if (isErased) return vectors.removeConversation(tenantId, conversationId);
  await vectors.remove(tenantId, removed);
  // "Thanks!" means nothing that anybody would look for, and is like everything that is short.
  const telling = missing.filter(({ body }) => contentWordsOf(body).length >= LEAST_CONTENT_WORDS);
  const embedded = await context.embedder.embed(telling.map(({ body }) => body));
  await vectors.upsert(
    tenantId,
    telling.map((key, index) => ({ key, vector: embedded[index] ?? [] })),
  );
}

async function finish(context: SummaryContext, tx: TenantTx, taskId: string, change: Change): Promise<void> {
  const { conversationId, version } = change;
  const task = await tx
    .selectFrom("summary_tasks")
    .select("version")
    .where("id", "=", taskId)
    .where("finished_at", "is", null)
    .forUpdate()
    .executeTakeFirst();
  // Asked for again meanwhile: the next job or the sweep looks anew.
  if (task?.version !== version) return;
  for (const { kind, seq } of change.missing) {
    await tx
      .updateTable("search_documents")
      .set({ collection: context.vectors?.collection ?? null })
      .where("conversation_id", "=", conversationId)
      .where("kind", "=", kind)
      .where("seq", "=", seq)
      .execute();
  }
  await tx
    .updateTable("summary_tasks")
    .set({ finished_at: new Date(context.clock.now()), outcome: change.isErased ? "erased" : "indexed" })
    .where("id", "=", taskId)
    .execute();
}
