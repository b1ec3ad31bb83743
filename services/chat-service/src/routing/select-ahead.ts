import type { TenantTx } from "@chorus/database/database";

/** Who waits behind this many is not told the place: it would change too often to mean anything. */
export const MAX_AHEAD = 100;

/**
 * How many wait before each of these conversations; only those at most `MAX_AHEAD` from the head. What is published at each change
 * (`publish-positions.ts`) has gone by before a customer listens.
 */
export async function selectAhead(
  tx: TenantTx,
  conversations: readonly { id: string }[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await tx
    .selectFrom("chat_queue")
    .select("conversation_id")
    .orderBy("priority", "desc")
    .orderBy("enqueued_at")
    .orderBy("conversation_id")
    .limit(MAX_AHEAD)
    .execute();
  const wanted = new Set(conversations.map(({ id }) => id));
  return new Map(rows.flatMap(({ conversation_id: id }, ahead) => (wanted.has(id) ? [[id, ahead] as const] : [])));
}
