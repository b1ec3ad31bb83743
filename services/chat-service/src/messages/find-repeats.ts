import type { ChatContext } from "../context.ts";

/** What its author has named: a message or a change of one. */
export interface Operation {
  conversationId: string;
  actorId: string;
  clientMessageId: string;
}

/** The same for every repeat of an operation. */
export function operationKey({ conversationId, actorId, clientMessageId }: Operation): string {
  return `${conversationId} ${actorId} ${clientMessageId}`.toLowerCase();
}

/**
 * Which of these are stored already, by their keys: no limit refuses those, as what was stored is not to be called refused. Costs two reads,
 * however many they are; whoever asks has a limit of their own for it.
 */
export async function findRepeats(
  { database }: Pick<ChatContext, "database">,
  tenantId: string,
  operations: readonly Operation[],
): Promise<ReadonlySet<string>> {
  if (operations.length === 0) return new Set();
  const conversationIds = [...new Set(operations.map(({ conversationId }) => conversationId))];
  const rows = await database.withTenant(tenantId, async (tx) => {
    // Waits for those that are being stored at this moment.
    await tx
      .selectFrom("conversations")
      .select("id")
      .where("id", "in", conversationIds)
      .orderBy("id")
      .forShare()
      .execute();
    return tx
      .selectFrom("events")
      .select(["conversation_id", "actor_id", "client_message_id"])
      .where(
        "client_message_id",
        "in",
        operations.map(({ clientMessageId }) => clientMessageId),
      )
      .where("conversation_id", "in", conversationIds)
      .execute();
  });
  return new Set(
    rows.flatMap(({ conversation_id: conversationId, actor_id: actorId, client_message_id: clientMessageId }) =>
      actorId === null || clientMessageId === null ? [] : [operationKey({ conversationId, actorId, clientMessageId })],
    ),
  );
}
