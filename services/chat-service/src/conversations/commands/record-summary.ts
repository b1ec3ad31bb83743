import type { SummaryType } from "@chorus/contracts/entities/summary";
import { appendEvents } from "@chorus/database/append-events";
import { notFound } from "@chorus/kernel/app-error";
import type { ChatContext } from "../../context.ts";

export interface ReadySummary {
  tenantId: string;
  conversationId: string;
  summaryId: string;
  type: SummaryType;
}

/** Appends the event that a summary is ready. A repeat is harmless: clients only fetch the summary again. @throws AppError `not_found` */
export async function recordSummary(context: ChatContext, ready: ReadySummary): Promise<void> {
  const { tenantId, conversationId, summaryId, type } = ready;
  const [appended] = await appendEvents(context.database, tenantId, [
    {
      conversationId,
      id: context.ids.next(),
      kind: "summary.ready",
      actorType: "system",
      actorId: null,
      data: { summaryId, type },
    },
  ]);
  if (appended?.outcome !== "appended" || appended.seq === null) throw notFound();
  await context.publisher.published([{ tenantId, conversationId, seq: appended.seq }]);
}
