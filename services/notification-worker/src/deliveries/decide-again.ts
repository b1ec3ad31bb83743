import type { TenantTx } from "@chorus/database/database";
import type { DeliveryRow } from "../channels/channel.ts";
import type { NotificationContext } from "../context.ts";
import { hasAddress } from "./has-address.ts";
import { NEVER_CAME } from "./may-have-come.ts";

/** What tells somebody of the desk that a customer waits for them. */
const ABOUT_WAITING: ReadonlySet<string> = new Set(["conversation.waiting", "conversation.assigned"]);
const ABOUT_LINKS: ReadonlySet<string> = new Set(["people.invitation", "people.password_reset"]);
/** Those of which several people are notified, or whoever it concerns at that moment. */
const OF_SEVERAL: ReadonlySet<string> = new Set(["tenant.quota", "conversation.mentioned", "conversation.closed"]);

/**
 * After a delivery that cannot come any more: what was meant for a former address is decided again for the present one of the same
 * person, and where somebody of the desk has not been told that a customer waits, it is decided again who is.
 */
export async function decideAgain(
  { tasks }: Pick<NotificationContext, "tasks">,
  tx: TenantTx,
  delivery: DeliveryRow,
  status: string,
): Promise<void> {
  if (!NEVER_CAME.some((one) => one === status)) return;
  const isAboutWaiting = delivery.recipient_type === "user" && ABOUT_WAITING.has(delivery.kind);
  const isFormer = !(await hasAddress(tx, delivery));
  if (!isFormer && !(isAboutWaiting && status !== "cancelled")) return;
  const { conversation_id: conversationId, recipient_id: recipientId } = delivery;
  const kind = isAboutWaiting ? "conversation.waiting" : ABOUT_LINKS.has(delivery.kind) ? "people.link" : delivery.kind;
  // What comes in bursts has one open task for each conversation.
  const isBatch = kind === "message.unread" || kind === "conversation.waiting";
  if (isBatch && conversationId === null) return;
  const subjectId = OF_SEVERAL.has(kind) ? recipientId : delivery.subject_id;
  await tasks.enqueue(
    tx,
    "notification.decide",
    { kind, conversationId, subjectId: isBatch ? null : subjectId },
    { firstSeq: delivery.from_seq, ...(isBatch ? { dedupKey: `${kind}.${conversationId}` } : {}) },
  );
}
