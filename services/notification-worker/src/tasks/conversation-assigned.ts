import type { TenantTx } from "@chorus/database/database";
import { assigneeOfEvent } from "./assignee-of-event.ts";
import { readersOf, usersAsRecipients } from "./people.ts";
import { nothing, type Subject, type NotificationTask } from "./subject.ts";

const EVENT = "conversation.assigned";

/** A conversation was assigned to somebody by somebody else. */
export async function conversationAssigned(tx: TenantTx, task: NotificationTask): Promise<Subject> {
  const conversationId = task.conversation_id ?? "";
  const seq = task.first_seq ?? 0;
  const sinceMs = task.created_at.getTime();
  const given = await assigneeOfEvent(tx, task);
  if (!given || given.actor_id === given.id || given.status === "closed") return nothing(EVENT, sinceMs);
  const readers = await readersOf(tx, conversationId, seq);
  return {
    event: EVENT,
    sinceMs,
    fromSeq: seq,
    toSeq: seq,
    recipients: await usersAsRecipients(tx, [given], (id) => (readers.has(id) ? "seen" : null)),
  };
}
