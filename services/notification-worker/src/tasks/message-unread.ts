import type { TenantTx } from "@chorus/database/database";
import type { PresentAddresses } from "../deliveries/may-have-come.ts";
import { readEarlierDeliveries } from "./earlier-deliveries.ts";
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
  const preferences = await preferencesOf(tx, [customer.id]);
  const endpoints = await endpointsOf(tx, [customer.id]);
  const addresses = {
    ...(customer.email === null ? {} : { email: [customer.email] }),
    ...(customer.phone === null ? {} : { sms: [customer.phone] }),
    ...pushOf(endpoints.get(customer.id)),
  };
  const unread = await readUntold(tx, task, customer.id, addresses);
  const [first] = unread;
  return {
    event: EVENT,
    sinceMs: first?.created_at.getTime() ?? sinceMs,
    fromSeq: first?.seq ?? null,
    toSeq: unread.at(-1)?.seq ?? null,
    recipients: [
      {
        type: "customer",
        id: customer.id,
        addresses,
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

/** The messages of this task, and those of earlier ones that never came, which the customer has neither read nor been told of. */
async function readUntold(tx: TenantTx, task: NotificationTask, customerId: string, addresses: PresentAddresses) {
  const conversationId = task.conversation_id ?? "";
  const receipt = await tx
    .selectFrom("receipts")
    .select("read_seq")
    .where("conversation_id", "=", conversationId)
    .where("user_id", "=", customerId)
    .executeTakeFirst();
  const readSeq = receipt?.read_seq ?? 0;
  const about = { taskId: task.id, conversationId, customerId, readSeq, addresses };
  const { isTold, isMissed } = await readEarlierDeliveries(tx, about);
  const unread = await tx
    .selectFrom("events")
    .select(["seq", "created_at"])
    .where("conversation_id", "=", conversationId)
    .where("seq", ">", readSeq)
    .where("kind", "=", "message.created")
    .where("actor_type", "in", ["agent", "assistant"])
    .where("deleted_at", "is", null)
    .orderBy("seq")
    .execute();
  return unread.filter(({ seq }) => !isTold(seq) && (seq >= (task.first_seq ?? 0) || isMissed(seq)));
}
