import type { Summary, SummaryType } from "@chorus/contracts/entities/summary";
import { sql } from "kysely";
import type { SummaryContext } from "../context.ts";
import { wakeTask } from "../tasks/wake.ts";
import { presentSummaries } from "./present-summary.ts";
import { currentSummaries, type Reader, requireConversation } from "./read-summaries.ts";

/** The summary when it is fresh; else the task that makes it, which may be one that is open already. @throws AppError `not_found` */
export async function requestSummary(
  context: SummaryContext,
  reader: Reader,
  input: { conversationId: string; type: SummaryType },
): Promise<{ fresh: Summary } | { jobId: string }> {
  const { tenantId } = reader;
  const { conversationId } = input;
  const fresh = await context.database.readTenant(tenantId, async (tx) => {
    await requireConversation(tx, conversationId);
    const rows = (await currentSummaries(tx, conversationId)).filter(({ type }) => type === input.type);
    const [summary] = await presentSummaries(tx, rows, reader.userId);
    return summary && !summary.stale ? summary : undefined;
  });
  if (fresh) return { fresh };
  const nowMs = context.clock.now();
  const task = {
    ...{ tenantId, conversationId, kind: "summarise", reason: "requested" },
    id: context.ids.next(),
    dueAt: new Date(nowMs).toISOString(),
  };
  const opened = await context.database.withSystem(async (tx) => {
    const { rows } = await sql<{ id: string; due_at: Date }>`
      select * from summary_tasks_open(${JSON.stringify([task])})`.execute(tx);
    return rows[0];
  });
  if (!opened) throw new Error("a task that was asked for was not opened");
  await wakeTask(context, {
    tenantId,
    taskId: opened.id,
    kind: "summarise",
    dueMs: opened.due_at.getTime(),
    round: nowMs,
  });
  return { jobId: opened.id };
}
