import type { TenantTx } from "@chorus/database/database";
import type { Principal } from "../identity/principal.ts";
import type { ChatContext } from "../context.ts";
import { bringBack } from "../conversations/changes/bring-back.ts";
import { findOpenConversationOf, type ConversationRow } from "../conversations/rows/conversation-queries.ts";
import type { EventRow } from "../conversations/rows/event-queries.ts";
import { firstUnanswered, type Unanswered } from "../conversations/rows/first-unanswered.ts";
import type { PublishedRef } from "../outbox/outbox-store.ts";

export interface Deletion {
  /** The conversation, locked, before the deletion. */
  current: ConversationRow;
  deleted: EventRow;
  /** What had no answer before the deletion. */
  before: Unanswered | undefined;
  /** Whether a closed conversation comes back, if its customer has no other one. */
  mayReopen: boolean;
}

/**
 * Who waits since when without a message that is gone, whoever deleted it. Without the words that the customer waited since, they
 * wait since the next ones; without an answer, since what it had answered. In the queue they wait for a first answer, whatever is
 * left. A snoozed or closed conversation, where nobody would see that an answer is missing again, comes back.
 */
export async function waitWithout(
  context: ChatContext,
  tx: TenantTx,
  principal: Principal,
  { current, deleted, before, mayReopen }: Deletion,
): Promise<PublishedRef[]> {
  // A note is nobody's question and answers nobody.
  if (current.customer_erased_at !== null || deleted.kind !== "message.created") return [];
  const question = await firstUnanswered(tx, current.id);
  const waiting_since = question?.created_at ?? null;
  const isAnotherQuestion = question?.seq !== before?.seq;
  const wasAnswer = deleted.actor_type === "agent" || deleted.actor_type === "assistant";
  if (!isAnotherQuestion && (wasAnswer || !waitedSince(current, deleted))) return [];
  const isAway = current.status === "snoozed" || current.status === "closed";
  if (isAway && wasAnswer && question) {
    const isReopened = current.status === "closed";
    if (isReopened && (!mayReopen || (await findOpenConversationOf(tx, current.customer_id)))) return [];
    return bringBack(context, tx, principal, { current, waiting_since });
  }
  if (current.status === "closed" || (current.status === "queued" && current.waiting_since !== null)) return [];
  await tx.updateTable("conversations").set({ waiting_since }).where("id", "=", current.id).execute();
  return [];
}

/** Since the customer's message itself, or an edit of it. */
function waitedSince({ waiting_since }: ConversationRow, { created_at, edited_at }: EventRow): boolean {
  return waiting_since !== null && waiting_since >= created_at && waiting_since <= (edited_at ?? created_at);
}
