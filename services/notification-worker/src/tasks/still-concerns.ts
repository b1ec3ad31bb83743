import type { TenantTx } from "@chorus/database/database";
import type { DeliveryRow } from "../channels/channel.ts";
import { resolveSubject } from "./resolve.ts";

/** What is over once somebody has answered, looked at it or taken it over. */
const PASSING: ReadonlySet<string> = new Set(["conversation.waiting", "conversation.assigned", "conversation.closed"]);

/** Whether its recipient would still be told of it, if it were decided now: it may have waited for hours. */
export async function stillConcerns(tx: TenantTx, delivery: DeliveryRow): Promise<boolean> {
  if (!PASSING.has(delivery.kind)) return true;
  const { recipients } = await resolveSubject(tx, {
    ...{ tenant_id: delivery.tenant_id, id: delivery.task_id, kind: delivery.kind, created_at: delivery.created_at },
    ...{ conversation_id: delivery.conversation_id, subject_id: delivery.subject_id, first_seq: delivery.from_seq },
  });
  return recipients.some(({ id, obsolete }) => id === delivery.recipient_id && obsolete === null);
}
