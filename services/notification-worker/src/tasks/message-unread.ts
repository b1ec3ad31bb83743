import type { TenantTx } from "@chorus/database/database";
import type { PresentAddresses } from "../deliveries/may-have-come.ts";
import { preferencesOf } from "../deliveries/preferences-of.ts";
import { covers, readEarlierRanges } from "./earlier-deliveries.ts";
import { endpointsOf, pushOf } from "./people.ts";
import { nothing, type Subject, type NotificationTask } from "./subject.ts";

const EVENT = "message.unread";
/** Older news is left where it is: nobody expects a mail about it. */
const NEWS_MS = 30 * 24 * 3_600_000;

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
  const unread = await readNotNotified(tx, task, customer.id, addresses);
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

/** The messages of this task, and those of earlier ones that never came, which the customer has neither read nor been notified of. */
async function readNotNotified(tx: TenantTx, task: NotificationTask, customerId: string, addresses: PresentAddresses) {
  const conversationId = task.conversation_id ?? "";
  const receipt = await tx
    .selectFrom("receipts")
    .select("read_seq")
    .where("conversation_id", "=", conversationId)
    .where("user_id", "=", customerId)
    .executeTakeFirst();
  const readSeq = receipt?.read_seq ?? 0;
  const since = new Date(task.created_at.getTime() - NEWS_MS);
  const about = { taskId: task.id, conversationId, customerId, readSeq, since, addresses };
  const { notified, missed } = await readEarlierRanges(tx, about);
  const ownSeq = task.first_seq ?? 0;
  // However many lie unread before that.
  const fromSeq = Math.max(readSeq + 1, Math.min(ownSeq, ...missed.map(({ from_seq: from }) => from)));
  const unread = await tx
    .selectFrom("events")
    .select(["seq", "created_at"])
    .where("conversation_id", "=", conversationId)
    .where("seq", ">=", fromSeq)
    .where("created_at", ">=", since)
    .where("kind", "=", "message.created")
    .where("actor_type", "in", ["agent", "assistant"])
    .where("deleted_at", "is", null)
    .orderBy("seq")
    .execute();
  return unread.filter(({ seq }) => !covers(notified, seq) && (seq >= ownSeq || covers(missed, seq)));
}
