import type { Event, EventKind } from "@chorus/contracts/entities/event";
import { notFound } from "@chorus/kernel/app-error";
import { isCustomer, requirePermission, type Principal } from "../../identity/principal.ts";
import type { ChatContext } from "../../context.ts";
import { selectEvents, type EventRow } from "../rows/event-queries.ts";
import { presentEvent } from "../present/present-event.ts";
import { findConversation, type ConversationRow } from "../rows/conversation-queries.ts";

export interface ReadEventsInput {
  conversationId: string;
  afterSeq: number | undefined;
  beforeSeq: number | undefined;
  limit: number;
  kinds?: readonly EventKind[];
}

export interface EventSlice {
  rows: EventRow[];
  hasMore: boolean;
  conversation: ConversationRow;
}

/**
 * A range of the log in the principal's numbering, ascending. Without `afterSeq` the newest ones of the range.
 * @throws AppError `not_found`
 */
export async function readEventRows(
  context: ChatContext,
  principal: Principal,
  input: ReadEventsInput,
): Promise<EventSlice> {
  requirePermission(principal, "conversation.read");
  return context.database.readTenant(principal.tenantId, async (tx) => {
    const conversation = await findConversation(tx, principal, input.conversationId);
    if (!conversation) throw notFound();
    const slice = await selectEvents(tx, {
      ...input,
      numbering: isCustomer(principal) ? "public_seq" : "seq",
      keep: input.afterSeq === undefined ? "newest" : "oldest",
    });
    return { ...slice, conversation };
  });
}

/** The same, presented. */
export async function readEvents(
  context: ChatContext,
  principal: Principal,
  input: ReadEventsInput,
): Promise<{ events: Event[]; hasMore: boolean }> {
  const { rows, hasMore, conversation } = await readEventRows(context, principal, input);
  const audience = isCustomer(principal) ? "customer" : "agent";
  return { events: rows.map((row) => presentEvent(row, audience, conversation)), hasMore };
}
