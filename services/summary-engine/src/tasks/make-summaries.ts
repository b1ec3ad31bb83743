import type { JobPayload } from "@chorus/contracts/jobs";
import { recordSummaries } from "@chorus/contracts/routes/internal-chat";
import type { TenantTx } from "@chorus/database/database";
import type { SummaryContext } from "../context.ts";
import { type Audience, draftSummaries, type DraftedSummaries } from "../pipeline/draft-summaries.ts";
import { beforeOf } from "../pipeline/before.ts";
import type { SummaryRow } from "../summaries/present-summary.ts";
import { currentSummaries } from "../summaries/read-summaries.ts";
import { type ConversationText, readConversationText } from "../summaries/read-transcript.ts";
import { storeSummaries } from "../summaries/store-summaries.ts";
import type { OfConversation } from "../stream/summary-streams.ts";
import { type ClaimedTask, failTasks, releaseTasks } from "./end-tasks.ts";
import { wakeTask } from "./wake.ts";

/** Longer than a job may take. */
const LEASE_MS = 150_000;

/**
 * Works on a task that is due. No transaction is open while a model thinks: what it answers counts only if, when it is stored,
 * the task is still open and the customer is not erased. Running it twice, or on two machines, stores nothing twice.
 */
export async function makeSummaries(
  context: SummaryContext,
  { tenantId, taskId }: JobPayload<"summary.make">,
  signal: AbortSignal,
): Promise<void> {
  const { task, dueMs } = await context.database.withTenant(tenantId, async (tx) => {
    const claimed = await claim(context, tx, taskId);
    return { task: claimed, dueMs: claimed ? null : await dueMsOf(tx, taskId) };
  });
  // Messages that came since have put it off: whoever comes too early comes again.
  if (dueMs !== null) await wakeTask(context, { tenantId, taskId, kind: "summarise", dueMs });
  if (!task) return;
  try {
    await makeFor(context, tenantId, task, signal);
  } catch (error) {
    if (signal.aborted) await releaseTasks(context, tenantId, [task]);
    else await failTasks(context, tenantId, [task], error);
  }
}

async function makeFor(context: SummaryContext, tenantId: string, task: Task, signal: AbortSignal): Promise<void> {
  const { id: taskId } = task;
  const begun = await context.database.readTenant(tenantId, async (tx) => {
    const text = await readConversationText(tx, task.conversation_id);
    const current = text ? await currentSummaries(tx, task.conversation_id) : [];
    // The last word on a conversation is made from all of it.
    const before = text && task.reason !== "closed" ? beforeOf(current) : null;
    const canGoOn = before !== null && text !== null && text.lastChangeSeq <= before.coversSeq;
    return { text, before: canGoOn ? before : null, isKnown: text !== null && isKnown(current, text) };
  });
  const { text } = begun;
  const nothing = text === null ? "erased" : text.transcript.length === 0 ? "empty" : begun.isKnown ? "fresh" : null;
  const of = { tenantId, conversationId: task.conversation_id };
  const drafted =
    text && nothing === null
      ? await draftSummaries(context, tenantId, {
          ...{ transcript: text.transcript, before: begun.before, signal },
          // Somebody waits for it.
          audience: task.reason === "requested" ? audienceOf(context, of) : undefined,
        })
      : null;
  const ended = await context.database.withTenant(tenantId, (tx) =>
    finish(context, tx, { task, text, drafted, outcome: nothing ?? "made" }),
  );
  if (!ended) return;
  if (!ended.isDone) {
    const nowMs = context.clock.now();
    await wakeTask(context, { tenantId, taskId, kind: "summarise", dueMs: nowMs, round: nowMs });
  }
  const about = { tenantId, taskId, reason: task.reason };
  context.streams.tell(of, { kind: "done" });
  context.events.taskEnded(about, ended.outcome, ended.stored.length, drafted?.provider ?? "none");
  const [summaryId] = ended.stored;
  if (summaryId !== undefined) await tell(context, tenantId, task.conversation_id, summaryId);
}

/** Nobody else begins while the lease runs; if this worker dies, the sweep finds the task overdue afterwards. */
function claim(context: SummaryContext, tx: TenantTx, taskId: string) {
  const nowMs = context.clock.now();
  return (
    tx
      .updateTable("summary_tasks")
      .set(({ eb }) => ({
        due_at: new Date(nowMs + LEASE_MS),
        claimed_until: new Date(nowMs + LEASE_MS),
        attempts: eb("attempts", "+", 1),
      }))
      .where("id", "=", taskId)
      .where("finished_at", "is", null)
      .where("due_at", "<=", new Date(nowMs))
      // A message that comes meanwhile makes it due again: that is for whoever has it.
      .where((eb) => eb.or([eb("claimed_until", "is", null), eb("claimed_until", "<=", new Date(nowMs))]))
      .returningAll()
      .executeTakeFirst()
  );
}

/** When an open task is due. */
async function dueMsOf(tx: TenantTx, taskId: string): Promise<number | null> {
  const task = await tx
    .selectFrom("summary_tasks")
    .select(["due_at", "claimed_until"])
    .where("id", "=", taskId)
    .where("finished_at", "is", null)
    .executeTakeFirst();
  return task ? Math.max(task.due_at.getTime(), task.claimed_until?.getTime() ?? 0) : null;
}

type Task = ClaimedTask & { tenant_id: string; conversation_id: string; version: number; reason: string };

async function finish(
  context: SummaryContext,
  tx: TenantTx,
  input: { task: Task; text: ConversationText | null; drafted: DraftedSummaries | null; outcome: string },
): Promise<{ stored: string[]; outcome: string; isDone: boolean } | null> {
  const { task, text, drafted } = input;
  const { conversation_id: conversationId, tenant_id: tenantId } = task;
  // Whoever else stores for this conversation waits here: it has one such task. Nobody who writes does.
  const open = await tx
    .selectFrom("summary_tasks")
    .select("version")
    .where("id", "=", task.id)
    .where("finished_at", "is", null)
    .forUpdate()
    .executeTakeFirst();
  if (!open) return null;
  // Whoever erases the customer comes before this or after it.
  const customer = await tx
    .selectFrom("customers")
    .innerJoin("conversations", "conversations.customer_id", "customers.id")
    .select("customers.erased_at")
    .where("conversations.id", "=", conversationId)
    .forShare("customers")
    .executeTakeFirst();
  if (!customer) return null;
  const isErased = customer.erased_at !== null;
  const stored =
    text && drafted && !isErased ? await storeSummaries(context, tx, { tenantId, conversationId, text, drafted }) : [];
  const outcome = isErased ? "erased" : input.outcome;
  // Asked for again meanwhile: the task stays open.
  const now = new Date(context.clock.now());
  const isDone = open.version === task.version || isErased;
  await tx
    .updateTable("summary_tasks")
    .set(isDone ? { finished_at: now, outcome } : { due_at: now, claimed_until: null })
    .where("id", "=", task.id)
    .execute();
  return { stored, outcome, isDone };
}

function audienceOf({ streams }: SummaryContext, of: OfConversation): Audience {
  return {
    statement: (found) => streams.tell(of, { kind: "statement", ...found }),
    restart: () => streams.tell(of, { kind: "reset" }),
  };
}

/** All of what it says is known to every current summary. */
function isKnown(current: readonly SummaryRow[], text: ConversationText): boolean {
  return (
    current.length > 0 && current.every((row) => row.source_hash.equals(text.hash) && row.covers_seq === text.coversSeq)
  );
}

async function tell(
  context: SummaryContext,
  tenantId: string,
  conversationId: string,
  summaryId: string,
): Promise<void> {
  try {
    await context.chat.call(recordSummaries, {
      params: { conversationId },
      body: { tenantId, summaryId, type: "brief" },
    });
  } catch (error) {
    context.events.readyUntold(tenantId, conversationId, error);
  }
}
