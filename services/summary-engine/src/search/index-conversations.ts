import { orAborted } from "@chorus/kernel/or-aborted";
import { type ClaimedTask, TaskPostponed } from "@chorus/tasks/claimed-task";
import { continueTasks, finishTasks } from "@chorus/tasks/settle-tasks";
import type { TenantTx } from "@chorus/database/database";
import { sql } from "kysely";
import type { SummaryContext } from "../context.ts";
import { changeVectors, markVectors, type MissingVector, MAX_VECTORS, readMissing } from "./index-vectors.ts";
import { type IndexedWords, indexWords } from "./index-words.ts";
import { withoutFlush } from "./without-flush.ts";

/** How long tasks wait while the vector store is unreachable. */
const AGAIN_AFTER_MS = 15_000;
/** Later messages are collected: many in one batch cost little more than one. */
const PAUSE_MS = 1_000;

export type IndexTask = ClaimedTask<"search.index">;

/**
 * Updates the search index of a tenant's conversations: the words in Postgres first, then the vectors; of each conversation only
 * what is new. While the vector store is unreachable the tasks stay open, so that missing vectors are added later.
 */
export async function indexConversations(
  context: SummaryContext,
  tasks: readonly IndexTask[],
  signal: AbortSignal,
): Promise<void> {
  const tenantId = tasks[0]?.tenantId;
  if (tenantId === undefined) return;
  signal.throwIfAborted();
  const { vectors, database } = context;
  const words = await withoutFlush(database, tenantId, (tx) => indexWords(tx, tenantId, tasks));
  // Without meaning nothing new is embedded: whoever keeps the store asks for it again later. What has to go is removed nevertheless.
  const embeds = vectors !== null && (await context.isOn("meaning", tenantId));
  const missing = embeds ? await database.background.readTenant(tenantId, (tx) => readMissing(tx, words)) : [];
  if (vectors) {
    try {
      await orAborted(changeVectors(context, vectors, { tenantId, words, missing }), signal);
    } catch (error) {
      signal.throwIfAborted();
      context.events.vectorsAway(error);
      throw new TaskPostponed(AGAIN_AFTER_MS, error);
    }
  }
  await withoutFlush(database, tenantId, (tx) => finish(context, tx, { tenantId, tasks, words, missing }));
}

/** Tasks stay open when there is more to do, or when another request arrived meanwhile. */
async function finish(
  context: SummaryContext,
  tx: TenantTx,
  done: { tenantId: string; tasks: readonly IndexTask[]; words: IndexedWords[]; missing: MissingVector[] },
): Promise<void> {
  const { tenantId, tasks, words, missing } = done;
  if (context.vectors) await markVectors(tx, context.vectors.label, missing);
  await writeProgress(tx, tenantId, words);
  const lastMade = missing.length < MAX_VECTORS ? null : (missing.at(-1)?.conversationId ?? null);
  const nowMs = context.clock.now();
  const wordsOf = ({ payload }: IndexTask) =>
    words.find(({ conversationId }) => conversationId === payload.conversationId);
  const isCut = (task: IndexTask) =>
    wordsOf(task)?.hasMore || (lastMade !== null && task.payload.conversationId >= lastMade);
  const ended = tasks
    .filter((task) => !isCut(task))
    .map((task) => ({ task, outcome: (wordsOf(task)?.isErased ?? true) ? "erased" : "indexed" }));
  await finishTasks(tx, ended, nowMs);
  const cut = tasks.filter(isCut).map((task) => ({ task, dueMs: nowMs + PAUSE_MS }));
  await continueTasks(tx, cut, nowMs);
}

async function writeProgress(tx: TenantTx, tenantId: string, words: readonly IndexedWords[]): Promise<void> {
  const rows = words.map(({ conversationId: id, isErased, upToSeq }) => ({ id, seq: isErased ? 0 : upToSeq }));
  await sql`
    insert into search_progress as known (tenant_id, conversation_id, indexed_seq)
    select ${tenantId}, p.id, p.seq from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as p(id uuid, seq bigint) order by p.id
    on conflict (tenant_id, conversation_id)
      do update set indexed_seq = greatest(known.indexed_seq, excluded.indexed_seq)`.execute(tx);
}
