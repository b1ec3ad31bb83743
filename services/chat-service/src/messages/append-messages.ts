import type { AppendResult } from "@chorus/contracts/routes/internal-chat";
import { appendEvents, type AppendedRow, type EventItem } from "@chorus/database/append-events";
import { actorOf, isCustomer, requirePermission } from "../auth/principal.ts";
import { AppError } from "@chorus/kernel/app-error";
import type { ChatContext } from "../context.ts";
import { refusalOf, resultOf } from "./append-result.ts";
import { reopenAndAppend } from "./reopen-and-append.ts";
import { resolvePositions, type ResolvedItem, type Send } from "./resolve-positions.ts";

/**
 * Appends sends of one tenant in one commit and answers each in its author's numbering. Published after the commit;
 * what cannot be published now, the outbox relay publishes.
 */
export async function appendMessages(
  context: ChatContext,
  tenantId: string,
  items: readonly Send[],
): Promise<AppendResult[]> {
  const refusals = items.map((item) => refusalBeforehand(tenantId, item));
  const allowed = items.flatMap((item, index) => (refusals[index] ? [] : [{ item, index }]));
  const results: AppendResult[] = refusals.map((refusal) => refusal ?? refusalOf("internal"));
  if (allowed.length === 0) return results;
  const resolved = await resolvePositions(
    context,
    tenantId,
    allowed.map(({ item }) => item),
  );
  const events = resolved.map((item) => toEventItem(context, item));
  const rows = await appendEvents(context.database, tenantId, events);
  await context.failpoints.reach("committed");
  await Promise.all(
    rows.map(async (row, position) => {
      const target = allowed[position];
      const item = resolved[position];
      const event = events[position];
      if (!target || !item || !event) throw new Error("append_events answers every item once");
      const isReopening = row.outcome === "closed" && isCustomer(item.principal);
      results[target.index] = isReopening
        ? await reopenAndAppend(context, item.principal, event)
        : resultOf(item.principal, row);
    }),
  );
  tell(context, tenantId, events, rows);
  await context.failpoints.reach("published", () => context.publisher.drained());
  return results;
}

function refusalBeforehand(tenantId: string, item: Send): AppendResult | null {
  if (item.principal.tenantId !== tenantId) return refusalOf("forbidden");
  try {
    requirePermission(item.principal, item.kind === "note" ? "conversation.organise" : "message.send");
    return null;
  } catch (error) {
    if (error instanceof AppError) return refusalOf(error.code);
    throw error;
  }
}

function toEventItem(context: ChatContext, item: ResolvedItem): EventItem {
  return {
    conversationId: item.conversationId,
    id: context.ids.next(),
    kind: item.kind === "note" ? "note.created" : "message.created",
    isPublic: item.kind === "text",
    ...actorOf(item.principal),
    clientMessageId: item.clientMessageId,
    data: { body: item.body, replyToSeq: item.replyToSeq, replyToPublicSeq: item.replyToPublicSeq },
    ...(item.expectedSeq === null ? {} : { expectedSeq: item.expectedSeq }),
  };
}

function tell(
  context: ChatContext,
  tenantId: string,
  events: readonly EventItem[],
  rows: readonly AppendedRow[],
): void {
  const stored = rows.flatMap((row, position) => {
    context.events.messageStored(row.outcome);
    const event = events[position];
    return event && row.outcome === "appended" ? [{ event, row }] : [];
  });
  context.publisher.appended(tenantId, stored);
}
