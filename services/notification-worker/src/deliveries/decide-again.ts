import type { TenantTx } from "@chorus/database/database";
import type { DeliveryRow } from "../channels/channel.ts";
import type { NotificationContext } from "../context.ts";

/** What tells somebody of the desk that a customer waits for them. */
const ABOUT_WAITING: ReadonlySet<string> = new Set(["conversation.waiting", "conversation.assigned"]);
const NOT_TOLD: ReadonlySet<string> = new Set(["bounced", "suppressed", "failed"]);

/** After a delivery that cannot come any more: somebody of the desk has not been told that a customer waits, so it is decided again who is. */
export async function decideAgain(
  { tasks }: Pick<NotificationContext, "tasks">,
  tx: TenantTx,
  delivery: DeliveryRow,
  status: string,
): Promise<void> {
  const { conversation_id: conversationId, recipient_type, kind } = delivery;
  if (recipient_type !== "user" || conversationId === null) return;
  if (!NOT_TOLD.has(status) || !ABOUT_WAITING.has(kind)) return;
  const payload = { kind: "conversation.waiting", conversationId, subjectId: null };
  const dedupKey = `conversation.waiting.${conversationId}`;
  await tasks.enqueue(tx, "notification.decide", payload, { dedupKey, firstSeq: delivery.from_seq });
}
