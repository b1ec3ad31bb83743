import type { TenantTx } from "@chorus/database/database";

/** The customer's first message behind the last answer. */
export async function firstUnanswered(
  tx: TenantTx,
  conversationId: string,
): Promise<{ seq: number; created_at: Date } | undefined> {
  const spoken = (byDesk: boolean) =>
    tx
      .selectFrom("events")
      .where("conversation_id", "=", conversationId)
      .where("kind", "=", "message.created")
      .where("deleted_at", "is", null)
      .where("actor_type", byDesk ? "in" : "not in", ["agent", "assistant"])
      .where("actor_type", "<>", "system");
  const answer = await spoken(true).select("seq").orderBy("seq", "desc").limit(1).executeTakeFirst();
  return spoken(false)
    .select(["seq", "created_at"])
    .where("seq", ">", answer?.seq ?? 0)
    .orderBy("seq")
    .limit(1)
    .executeTakeFirst();
}
