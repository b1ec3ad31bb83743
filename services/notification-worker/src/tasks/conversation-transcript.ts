import type { TenantTx } from "@chorus/database/database";
import { usersAsRecipients } from "./people.ts";
import { nothing, type Recipient, type Subject, type NotificationTask } from "./subject.ts";

const EVENT = "conversation.transcript";

/** The customer or a member of the desk has requested a transcript by mail. */
export async function conversationTranscript(tx: TenantTx, task: NotificationTask): Promise<Subject> {
  const sinceMs = task.created_at.getTime();
  const conversation = await tx
    .selectFrom("conversations")
    .select(["customer_id", "last_seq"])
    .where("id", "=", task.conversation_id ?? "")
    .executeTakeFirst();
  if (!conversation) return nothing(EVENT, sinceMs);
  const recipients =
    conversation.customer_id === task.subject_id
      ? await asCustomer(tx, conversation.customer_id)
      : await asUser(tx, task.subject_id ?? "");
  return { event: EVENT, sinceMs, fromSeq: null, toSeq: conversation.last_seq, recipients };
}

async function asUser(tx: TenantTx, userId: string): Promise<Recipient[]> {
  const users = await tx.selectFrom("users").select(["id", "email", "disabled_at"]).where("id", "=", userId).execute();
  return usersAsRecipients(tx, users);
}

async function asCustomer(tx: TenantTx, customerId: string): Promise<Recipient[]> {
  const customer = await tx
    .selectFrom("customers")
    .select(["email", "banned_at", "erased_at"])
    .where("id", "=", customerId)
    .executeTakeFirst();
  if (!customer || customer.email === null) return [];
  const obsolete = customer.erased_at
    ? "the customer was erased"
    : customer.banned_at
      ? "the customer is banned"
      : null;
  return [{ type: "customer", id: customerId, addresses: { email: [customer.email] }, preferences: {}, obsolete }];
}
