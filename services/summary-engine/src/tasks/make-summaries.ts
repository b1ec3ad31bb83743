import { recordSummaries } from "@chorus/contracts/routes/internal-chat";
import type { TenantTx } from "@chorus/database/database";
import { type ClaimedTask, lockTask } from "@chorus/tasks/claimed-task";
import { finishTasks } from "@chorus/tasks/settle-tasks";
import type { SummaryContext } from "../context.ts";
import { type Audience, draftSummaries, type DraftedSummaries } from "../pipeline/draft-summaries.ts";
import { beforeOf } from "../pipeline/before.ts";
import type { SummaryRow } from "../summaries/present-summary.ts";
import { currentSummaries } from "../summaries/read-summaries.ts";
import { type ConversationText, readConversationText } from "../summaries/read-transcript.ts";
import { storeSummaries } from "../summaries/store-summaries.ts";
import type { OfConversation } from "../stream/summary-streams.ts";

type Task = ClaimedTask<"summary.make">;

/**
 * Makes or refreshes a conversation's summaries. No transaction is open while the model runs: its answer is stored only if this
 * worker still has the task and the customer was not erased. Idempotent, also on two machines.
 */
export async function makeSummaries(context: SummaryContext, task: Task, signal: AbortSignal): Promise<void> {
  const { tenantId, id: taskId } = task;
  const { conversationId, reason } = task.payload;
  const of = { tenantId, conversationId };
  if (!(await context.isOn("summaries", tenantId))) {
    context.streams.publish(of, { kind: "done" });
    return endSwitchedOff(context, task);
  }
  const begun = await context.database.readTenant(tenantId, async (tx) => {
    const text = await readConversationText(tx, conversationId);
    const current = text ? await currentSummaries(tx, conversationId) : [];
    // The final summary of a conversation is made from all of it.
    const before = text && reason !== "closed" ? beforeOf(current) : null;
    const canGoOn = before !== null && text !== null && text.lastChangeSeq <= before.coversSeq;
    return { text, before: canGoOn ? before : null, isKnown: text !== null && isKnown(current, text) };
  });
  const { text } = begun;
  const nothing = text === null ? "erased" : text.transcript.length === 0 ? "empty" : begun.isKnown ? "fresh" : null;
  const drafted =
    text && nothing === null
      ? await draftSummaries(context, tenantId, {
          ...{ transcript: text.transcript, before: begun.before, signal },
          // An agent is waiting for it.
          audience: reason === "requested" ? audienceOf(context, of) : undefined,
        })
      : null;
  const ended = await context.database.withTenant(tenantId, (tx) =>
    finish(context, tx, { task, text, drafted, outcome: nothing ?? "made" }),
  );
  const about = { tenantId, taskId, reason };
  context.streams.publish(of, { kind: "done" });
  context.events.taskEnded(about, ended.outcome, ended.stored.length, drafted?.provider ?? "none");
  const [summaryId] = ended.stored;
  if (summaryId !== undefined) await publish(context, tenantId, conversationId, summaryId);
}

/** Nothing is read and no model is asked; who asks again when it is on gets one. */
async function endSwitchedOff({ database, clock, events }: SummaryContext, task: Task): Promise<void> {
  const { tenantId, id: taskId } = task;
  const { reason } = task.payload;
  await database.withTenant(tenantId, (tx) => finishTasks(tx, [{ task, outcome: "switched off" }], clock.now()));
  events.taskEnded({ tenantId, taskId, reason }, "switched off", 0, "none");
}

async function finish(
  context: SummaryContext,
  tx: TenantTx,
  input: { task: Task; text: ConversationText | null; drafted: DraftedSummaries | null; outcome: string },
): Promise<{ stored: string[]; outcome: string }> {
  const { task, text, drafted } = input;
  const { tenantId } = task;
  const { conversationId } = task.payload;
  // Serialises the storing of summaries of this conversation, without blocking writers of messages.
  const locked = await lockTask(tx, task);
  // An erasure of the customer comes either before or after this transaction.
  const customer = await tx
    .selectFrom("customers")
    .innerJoin("conversations", "conversations.customer_id", "customers.id")
    .select("customers.erased_at")
    .where("conversations.id", "=", conversationId)
    .forShare("customers")
    .executeTakeFirst();
  const isErased = !customer || customer.erased_at !== null;
  const stored =
    text && drafted && !isErased ? await storeSummaries(context, tx, { tenantId, conversationId, text, drafted }) : [];
  const outcome = isErased ? "erased" : input.outcome;
  // A task that was requested again meanwhile stays open, unless the conversation is gone.
  await finishTasks(tx, [{ task: isErased ? locked : task, outcome }], context.clock.now());
  return { stored, outcome };
}

function audienceOf({ streams }: SummaryContext, of: OfConversation): Audience {
  return {
    statement: (found) => streams.publish(of, { kind: "statement", ...found }),
    restart: () => streams.publish(of, { kind: "reset" }),
  };
}

/** Whether every current summary covers the whole transcript. */
function isKnown(current: readonly SummaryRow[], text: ConversationText): boolean {
  return (
    current.length > 0 && current.every((row) => row.source_hash.equals(text.hash) && row.covers_seq === text.coversSeq)
  );
}

async function publish(
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
