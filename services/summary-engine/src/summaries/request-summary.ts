import type { Summary, SummaryType } from "@chorus/contracts/entities/summary";
import { AppError } from "@chorus/kernel/app-error";
import type { SummaryContext } from "../context.ts";
import { presentSummaries } from "./present-summary.ts";
import { currentSummaries, type Reader, requireConversation } from "./read-summaries.ts";

/** The summary if it is up to date; else the task that makes it, which may be open already. @throws AppError `not_found`, `switched_off` */
export async function requestSummary(
  context: SummaryContext,
  reader: Reader,
  input: { conversationId: string; type: SummaryType },
): Promise<{ fresh: Summary } | { jobId: string }> {
  const { tenantId } = reader;
  const { conversationId } = input;
  const fresh = await context.database.readTenant(tenantId, async (tx) => {
    await requireConversation(tx, reader, conversationId);
    const rows = (await currentSummaries(tx, conversationId)).filter(({ type }) => type === input.type);
    const [summary] = await presentSummaries(tx, rows, reader.userId);
    return summary && !summary.stale ? summary : undefined;
  });
  if (fresh) return { fresh };
  if (!(await context.isOn("summaries", tenantId)))
    throw new AppError("switched_off", { detail: "Summaries are switched off: no new ones are written." });
  const task = await context.database.withTenant(tenantId, (tx) =>
    context.tasks.enqueue(tx, "summary.make", { conversationId, reason: "requested" }, { dedupKey: conversationId }),
  );
  return { jobId: task.id };
}
