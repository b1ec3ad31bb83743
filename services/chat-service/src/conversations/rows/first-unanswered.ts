import type { TenantTx } from "@chorus/database/database";
import { sql } from "kysely";

/** Since when a customer waits: where in the log and when they said it. */
export interface Unanswered {
  seq: number;
  created_at: Date;
}

/** What the customer first said behind the last answer, or changed there; not what is deleted, whose edits have no words any more. */
export async function firstUnanswered(tx: TenantTx, conversationId: string): Promise<Unanswered | undefined> {
  const said = tx
    .selectFrom("events")
    .where("conversation_id", "=", conversationId)
    .where("actor_type", "<>", "system")
    .where("deleted_at", "is", null);
  const answer = await said
    .where("kind", "=", "message.created")
    .where("actor_type", "in", ["agent", "assistant"])
    .select("seq")
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  return said
    .where("actor_type", "not in", ["agent", "assistant"])
    .where((eb) =>
      eb.or([
        eb("kind", "=", "message.created"),
        eb.and([eb("kind", "=", "message.edited"), sql<boolean>`data ->> 'body' <> ''`]),
      ]),
    )
    .select(["seq", "created_at"])
    .where("seq", ">", answer?.seq ?? 0)
    .orderBy("seq")
    .limit(1)
    .executeTakeFirst();
}
