import { readReason } from "@chorus/contracts/entities/delivery-reasons";
import type { Delivery, NotificationEvent } from "@chorus/contracts/entities/delivery";
import type { DeliveryStepsTable } from "@chorus/database/tables/notifications";
import { toTimestamp } from "@chorus/kernel/clock";
import type { Selectable } from "kysely";
import type { DeliveryRow } from "../channels/channel.ts";

/** The rest of an endpoint is a secret of that browser. */
function hostOf(endpoint: string): string {
  return URL.canParse(endpoint) ? new URL(endpoint).host : endpoint;
}

export function presentDelivery(row: DeliveryRow, steps: readonly Selectable<DeliveryStepsTable>[]): Delivery {
  return {
    id: row.id,
    event: row.kind as NotificationEvent,
    conversationId: row.conversation_id,
    channel: row.channel,
    recipient: row.channel === "push" ? hostOf(row.address) : row.address,
    status: row.status,
    reason: row.reason,
    why: readReason(row.reason),
    provider: row.provider,
    attempts: row.attempts,
    timeline: steps.map((step) => ({
      at: toTimestamp(step.at),
      status: step.status as Delivery["status"],
      detail: step.detail,
      why: readReason(step.detail),
    })),
    createdAt: toTimestamp(row.created_at),
  };
}
