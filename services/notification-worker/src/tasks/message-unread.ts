import type { TenantTx } from "@chorus/database/database";
import { endpointsOf, preferencesOf, pushOf } from "./people.ts";
import { nothing, type Subject, type NotificationTask } from "./subject.ts";

const EVENT = "message.unread";

/** The customer has not read messages of the desk. */
export async function messageUnread(tx: TenantTx, task: NotificationTask): Promise<Subject> {
  const conversationId = task.conversation_id ?? "";
  const customer = await tx
    .selectFrom("conversations as c")
    .innerJoin("customers as p", (join) =>
      join.onRef("p.tenant_id", "=", "c.tenant_id").onRef("p.id", "=", "c.customer_id"),
    )
    .select(["p.id", "p.email", "p.phone", "p.banned_at", "p.erased_at"])
    .where("c.id", "=", conversationId)
    .executeTakeFirst();
  const sinceMs = task.created_at.getTime();
  if (!customer) return nothing(EVENT, sinceMs);
  const fromSeq = Math.max(task.first_seq ?? 0, (await knownSeq(tx, task, customer.id)) + 1);
  const unread = await tx
    .selectFrom("events")
    .select(["seq", "created_at"])
    .where("conversation_id", "=", conversationId)
    .where("seq", ">=", fromSeq)
    .where("kind", "=", "message.created")
    .where("actor_type", "in", ["agent", "assistant"])
    .where("deleted_at", "is", null)
    .orderBy("seq")
    .execute();
  const [first] = unread;
  const preferences = await preferencesOf(tx, [customer.id]);
  const endpoints = await endpointsOf(tx, [customer.id]);
  return {
    event: EVENT,
    sinceMs: first?.created_at.getTime() ?? sinceMs,
    fromSeq: first?.seq ?? null,
    toSeq: unread.at(-1)?.seq ?? null,
    recipients: [
      {
        type: "customer",
        id: customer.id,
        addresses: {
          ...(customer.email === null ? {} : { email: [customer.email] }),
          ...(customer.phone === null ? {} : { sms: [customer.phone] }),
          ...pushOf(endpoints.get(customer.id)),
        },
        preferences: preferences.get(customer.id) ?? {},
        obsolete: reasonForSilence(customer, first !== undefined),
      },
    ],
  };
}

function reasonForSilence(
  customer: { banned_at: Date | null; erased_at: Date | null },
  isUnread: boolean,
): string | null {
  if (customer.erased_at) return "the customer was erased";
  if (customer.banned_at) return "the customer is banned";
  return isUnread ? null : "read";
}

/** How far the customer has read or was notified before. */
async function knownSeq(tx: TenantTx, task: NotificationTask, customerId: string): Promise<number> {
  const conversationId = task.conversation_id ?? "";
  const receipt = await tx
    .selectFrom("receipts")
    .select("read_seq")
    .where("conversation_id", "=", conversationId)
    .where("user_id", "=", customerId)
    .executeTakeFirst();
  const delivered = await tx
    .selectFrom("deliveries")
    .select(({ fn }) => fn.max("to_seq").as("seq"))
    .where("recipient_id", "=", customerId)
    .where("conversation_id", "=", conversationId)
    .where("kind", "=", EVENT)
    .where("task_id", "<>", task.id)
    .where("status", "<>", "cancelled")
    .executeTakeFirst();
  return Math.max(receipt?.read_seq ?? 0, delivered?.seq ?? 0);
}
