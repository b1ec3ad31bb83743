import type { JobPayload } from "@chorus/contracts/jobs";
import type { TenantTx } from "@chorus/database/database";
import { orAborted } from "@chorus/kernel/or-aborted";
import { sql } from "kysely";
import type { SummaryContext } from "../context.ts";
import { failTasks, putOff, releaseTasks } from "../tasks/end-tasks.ts";
import { wakeTasks } from "../tasks/wake.ts";
import { claimIndexTasks, type IndexTask } from "./claim-index-tasks.ts";
import { changeVectors, markVectors, type MissingVector, MOST_VECTORS, readMissing } from "./index-vectors.ts";
import { type IndexedWords, indexWords } from "./index-words.ts";
import { withoutFlush } from "./without-flush.ts";

/** How long tasks wait while the vector store is away. */
const AGAIN_AFTER_MS = 15_000;
/** What is written meanwhile is gathered: many messages in one go cost little more than one. */
const PAUSE_MS = 5_000;

/**
 * Brings what can be found in a company's conversations up to date: the words in Postgres first, then the vectors; all that is due, and
 * of each conversation only what is new. While the vector store is away tasks stay open, so that what is missing there is caught up with.
 */
export async function indexConversations(
  context: SummaryContext,
  { tenantId, taskId }: JobPayload<"search.index">,
  signal: AbortSignal,
): Promise<void> {
  const tasks = await withoutFlush(context.database, tenantId, (tx) => claimIndexTasks(context, tx, taskId));
  if (tasks.length > 0) await indexAll(context, tenantId, tasks, signal);
}

/** One that cannot be indexed takes nobody along. */
async function indexAll(context: SummaryContext, tenantId: string, tasks: IndexTask[], signal: AbortSignal) {
  try {
    await indexTogether(context, tenantId, tasks, signal);
  } catch (error) {
    if (signal.aborted) return releaseTasks(context, tenantId, tasks);
    if (tasks.length === 1) return failTasks(context, tenantId, tasks, error);
    for (const task of tasks) await indexAll(context, tenantId, [task], signal);
  }
}

async function indexTogether(
  context: SummaryContext,
  tenantId: string,
  tasks: IndexTask[],
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  const { vectors, database } = context;
  const words = await withoutFlush(database, tenantId, (tx) => indexWords(tx, tenantId, tasks));
  const missing = vectors ? await database.readTenant(tenantId, (tx) => readMissing(tx, words)) : [];
  if (vectors) {
    try {
      await orAborted(changeVectors(context, vectors, { tenantId, words, missing }), signal);
    } catch (error) {
      signal.throwIfAborted();
      context.events.vectorsAway(error);
      return putOff(context, tenantId, tasks, AGAIN_AFTER_MS);
    }
  }
  const open = await withoutFlush(database, tenantId, (tx) => finish(context, tx, { tenantId, tasks, words, missing }));
  const dueMs = context.clock.now() + PAUSE_MS;
  await wakeTasks(
    context,
    open.map(({ id: taskId }) => ({ tenantId, taskId, kind: "index", dueMs })),
  );
}

/** @returns the tasks that stay open, because there is more or was asked again meanwhile */
async function finish(
  context: SummaryContext,
  tx: TenantTx,
  done: { tenantId: string; tasks: IndexTask[]; words: IndexedWords[]; missing: MissingVector[] },
): Promise<{ id: string }[]> {
  const { tenantId, tasks, words, missing } = done;
  if (context.vectors) await markVectors(tx, context.vectors.label, missing);
  await writeProgress(tx, tenantId, words);
  const lastMade = missing.length < MOST_VECTORS ? null : (missing.at(-1)?.conversationId ?? null);
  const nowMs = context.clock.now();
  const ended = tasks.flatMap((task) => {
    const word = words.find(({ conversationId }) => conversationId === task.conversation_id);
    const isCut = word?.hasMore || (lastMade !== null && task.conversation_id >= lastMade);
    if (isCut) return [];
    return [{ id: task.id, version: task.version, outcome: !word || word.isErased ? "erased" : "indexed" }];
  });
  await sql`
    update summary_tasks t set finished_at = ${new Date(nowMs)}, outcome = e.outcome
    from jsonb_to_recordset(${JSON.stringify(ended)}::jsonb) as e(id uuid, version integer, outcome text)
    where t.id = e.id and t.version = e.version and t.finished_at is null`.execute(tx);
  return tx
    .updateTable("summary_tasks")
    .set({ due_at: new Date(nowMs + PAUSE_MS), attempts: 0, claimed_until: null })
    .where(
      "id",
      "in",
      tasks.map(({ id }) => id),
    )
    .where("finished_at", "is", null)
    .returning("id")
    .execute();
}

async function writeProgress(tx: TenantTx, tenantId: string, words: readonly IndexedWords[]): Promise<void> {
  const rows = words.map(({ conversationId: id, isErased, upToSeq }) => ({ id, seq: isErased ? 0 : upToSeq }));
  await sql`
    insert into search_progress as known (tenant_id, conversation_id, indexed_seq)
    select ${tenantId}, p.id, p.seq from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as p(id uuid, seq bigint) order by p.id
    on conflict (tenant_id, conversation_id)
      do update set indexed_seq = greatest(known.indexed_seq, excluded.indexed_seq)`.execute(tx);
}
