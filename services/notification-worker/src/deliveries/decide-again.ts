import type { TenantTx } from "@chorus/database/database";
import type { DeliveryRow } from "../channels/channel.ts";
import type { NotificationContext } from "../context.ts";
import { hasAddress } from "./has-address.ts";

/** What tells somebody of the desk that a customer waits for them. */
const ABOUT_WAITING: ReadonlySet<string> = new Set(["conversation.waiting", "conversation.assigned"]);
const ABOUT_LINKS: ReadonlySet<string> = new Set(["people.invitation", "people.password_reset"]);
const NOT_TOLD: ReadonlySet<string> = new Set(["bounced", "suppressed", "failed"]);

/**
 * After a delivery that cannot come any more: what was meant for a former address is decided again for the present one, and where
 * somebody of the desk has not been told that a customer waits, it is decided again who is.
 */
export async function decideAgain(
  { tasks }: Pick<NotificationContext, "tasks">,
  tx: TenantTx,
  delivery: DeliveryRow,
  status: string,
): Promise<void> {
  if (!NOT_TOLD.has(status) && status !== "cancelled") return;
  const isAboutWaiting = delivery.recipient_type === "user" && ABOUT_WAITING.has(delivery.kind);
  const isFormer = !(await hasAddress(tx, delivery));
  if (!isFormer && !(isAboutWaiting && NOT_TOLD.has(status))) return;
  const { conversation_id: conversationId, subject_id: subjectId } = delivery;
  const kind = isAboutWaiting ? "conversation.waiting" : ABOUT_LINKS.has(delivery.kind) ? "people.link" : delivery.kind;
  // What comes in bursts has one open task for each conversation.
  const isBatch = kind === "message.unread" || kind === "conversation.waiting";
  if (isBatch && conversationId === null) return;
  await tasks.enqueue(
    tx,
    "notification.decide",
    { kind, conversationId, subjectId: isBatch ? null : subjectId },
    { firstSeq: delivery.from_seq, ...(isBatch ? { dedupKey: `${kind}.${conversationId}` } : {}) },
  );
}
