import { sql } from "kysely";
import type { ChatContext } from "../../context.ts";
import { backToWork } from "../changes/back-to-work.ts";
import { changeConversation } from "../changes/change-conversation.ts";
import { lockConversation } from "../rows/conversation-queries.ts";

const BATCH = 100;

/** Ends the snoozes that are due. @returns how many */
export async function wakeSnoozed(context: ChatContext): Promise<number> {
  const { rows } = await context.database.withSystem((tx) =>
    sql<{ tenant_id: string; conversation_id: string }>`select * from due_snoozes(${BATCH})`.execute(tx),
  );
  for (const due of rows) {
    const changed = await context.database.withTenant(due.tenant_id, async (tx) => {
      const row = await lockConversation(tx, "system", due.conversation_id);
      if (row?.status !== "snoozed") return null;
      return changeConversation(
        context,
        tx,
        { tenantId: due.tenant_id, actor: { actorType: "system", actorId: null } },
        {
          conversationId: row.id,
          ...(await backToWork(tx, row)),
        },
      );
    });
    if (changed) await context.publisher.published([changed.published]);
  }
  return rows.length;
}
