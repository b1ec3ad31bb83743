import type { JobPayload } from "@chorus/contracts/jobs";
import type { TenantTx } from "@chorus/database/database";
import type { SummaryContext } from "../context.ts";
import { contentWordsOf } from "../local/words.ts";
import { documentsOf, type SearchDocument } from "./documents.ts";
import type { DocumentKey, VectorStore } from "./vector-store.ts";

/** How long a task waits while the vector store is away. */
const AGAIN_AFTER_MS = 15_000;
/** While more is written than can be indexed the others have their turn; the sweep goes on later. */
const MOST_ROUNDS = 3;
const LEAST_CONTENT_WORDS = 3;
/** In place of a collection: this document has no vector, whatever the model. */
const NO_VECTOR = "none";

interface Change {
  tenantId: string;
  conversationId: string;
  version: number;
  isErased: boolean;
  /** Their vectors go. */
  removed: DocumentKey[];
  missing: SearchDocument[];
}

/**
 * Brings what can be found in a conversation up to date: the words in Postgres first, then the vectors. While the vector store
 * is away the task stays open, so that what is missing there is caught up with.
 */
export async function indexConversation(context: SummaryContext, payload: JobPayload<"search.index">): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    if ((await indexOnce(context, payload)) === "done") return;
  }
}

async function indexOnce(
  context: SummaryContext,
  { tenantId, taskId }: JobPayload<"search.index">,
): Promise<"done" | "again"> {
  const change = await context.database.withTenant(tenantId, (tx) => changeWords(context, tx, tenantId, taskId));
  if (!change) return "done";
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
      return "done";
    }
  }
  return context.database.withTenant(tenantId, (tx) => finish(context, tx, taskId, change));
}

/** "Thanks!" means nothing that anybody would look for, and is like everything that is short. */
function isTelling({ body }: SearchDocument): boolean {
  return contentWordsOf(body).length >= LEAST_CONTENT_WORDS;
}

function collectionOf({ vectors }: SummaryContext, document: SearchDocument): string | null {
  return isTelling(document) ? (vectors?.label ?? null) : NO_VECTOR;
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
  const wanted = await documentsOf(tx, context.embedder, conversationId);
  const known = await tx
    .selectFrom("search_documents")
    .select(["conversation_id as conversationId", "kind", "seq", "body", "collection"])
    .where("conversation_id", "=", conversationId)
    .execute();
  // Asked for: the store may have lost what it once had.
  const isRebuilt = task.reason === "requested";
  const find = <Document extends DocumentKey>(documents: readonly Document[], { kind, seq }: DocumentKey) =>
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
    return isRebuilt || changed.includes(document) || before?.collection !== collectionOf(context, document);
  });
  const without = changed.filter((document) => find(known, document) && !isTelling(document));
  const of = { tenantId, conversationId, version: task.version, isErased: wanted === null };
  return { ...of, removed: [...removed, ...without], missing };
}

async function changeVectors(context: SummaryContext, vectors: VectorStore, change: Change): Promise<void> {
  const { tenantId, conversationId, isErased, removed, missing } = change;
  if (isErased) return vectors.removeConversation(tenantId, conversationId);
  await vectors.remove(tenantId, removed);
  const telling = missing.filter(isTelling);
  const embedded = await context.embedder.embed(telling.map(({ told }) => told));
  await vectors.upsert(
    tenantId,
    telling.map((key, index) => ({ key, vector: embedded[index] ?? [] })),
  );
}

async function finish(
  context: SummaryContext,
  tx: TenantTx,
  taskId: string,
  change: Change,
): Promise<"done" | "again"> {
  const { conversationId, version } = change;
  const task = await tx
    .selectFrom("summary_tasks")
    .select("version")
    .where("id", "=", taskId)
    .where("finished_at", "is", null)
    .forUpdate()
    .executeTakeFirst();
  if (!task) return "done";
  if (task.version !== version) return "again";
  for (const document of change.missing) {
    await tx
      .updateTable("search_documents")
      .set({ collection: collectionOf(context, document) })
      .where("conversation_id", "=", conversationId)
      .where("kind", "=", document.kind)
      .where("seq", "=", document.seq)
      .execute();
  }
  await tx
    .updateTable("summary_tasks")
    .set({ finished_at: new Date(context.clock.now()), outcome: change.isErased ? "erased" : "indexed" })
    .where("id", "=", taskId)
    .execute();
  return "done";
}
