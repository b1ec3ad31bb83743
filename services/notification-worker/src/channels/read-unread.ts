import type { TenantTx } from "@chorus/database/database";
import { sql } from "kysely";
import type { UnreadMessage } from "../templates/unread-messages.ts";
import type { DeliveryRow } from "./channel.ts";

/** The messages of a delivery that are still unread, without those that another one has brought to this address. */
export async function readUnread(tx: TenantTx, delivery: DeliveryRow): Promise<(UnreadMessage & { seq: number })[]> {
  const conversationId = delivery.conversation_id ?? "";
  await lockUnread(tx, delivery);
  const receipt = await tx
    .selectFrom("receipts")
    .select("read_seq")
    .where("conversation_id", "=", conversationId)
    .where("user_id", "=", delivery.recipient_id)
    .executeTakeFirst();
  const rows = await tx
    .selectFrom("events as e")
    .select(["e.actor_name", "e.data", "e.seq"])
    .where("e.conversation_id", "=", conversationId)
    .where("e.seq", ">=", Math.max(delivery.from_seq ?? 0, (receipt?.read_seq ?? 0) + 1))
    .where("e.seq", "<=", delivery.to_seq ?? 0)
    .where("e.kind", "=", "message.created")
    .where("e.actor_type", "in", ["agent", "assistant"])
    .where("e.deleted_at", "is", null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("deliveries as d")
            .select("d.id")
            .where("d.recipient_id", "=", delivery.recipient_id)
            .where("d.conversation_id", "=", conversationId)
            .where("d.kind", "=", delivery.kind)
            .where("d.channel", "=", delivery.channel)
            .where("d.address", "=", delivery.address)
            .where("d.id", "<>", delivery.id)
            .whereRef("d.from_seq", "<=", "e.seq")
            .whereRef("d.to_seq", ">=", "e.seq")
            .where(({ or, eb }) =>
              or([eb("d.status", "in", ["sent", "delivered", "unknown"]), eb("d.claimed_at", "is not", null)]),
            ),
        ),
      ),
    )
    .orderBy("e.seq")
    .execute();
  return rows.map(({ actor_name: author, data: { body }, seq }) => {
    return { author, body: typeof body === "string" ? body : "", seq };
  });
}

/**
 * Of one conversation to one address one delivery is written at a time, until its claim is committed: two that overlap would both find that
 * the other has not brought a message yet.
 */
async function lockUnread(tx: TenantTx, delivery: DeliveryRow): Promise<void> {
  const { conversation_id: conversationId, recipient_id: recipientId, kind, channel, address } = delivery;
  const key = ["unread", conversationId, recipientId, kind, channel, address.toLowerCase()].join(":");
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(tx);
}
