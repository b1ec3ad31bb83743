import type { TenantTx } from "@chorus/database/database";

/**
 * The `clientMessageId` of the message that something began with: by it one message is followed through logs and traces, from the
 * widget to the mail. Null for what no message began.
 */
export async function readOrigin(
  tx: TenantTx,
  conversationId: string | null,
  seq: number | null,
): Promise<string | null> {
  if (conversationId === null || seq === null) return null;
  const event = await tx
    .selectFrom("events")
    .select("client_message_id")
    .where("conversation_id", "=", conversationId)
    .where("seq", "=", seq)
    .executeTakeFirst();
  return event?.client_message_id ?? null;
}
