import type { AudienceEvents } from "@chorus/contracts/routes/internal-chat";
import type { ChatContext } from "../../context.ts";
import { selectEvents } from "../rows/event-queries.ts";
import { presentForAudiences } from "../present/present-event.ts";
import { findConversation } from "../rows/conversation-queries.ts";

/** Events `fromSeq` to `toSeq` of the full numbering, for both audiences; none for an unknown conversation. */
export async function readGap(
  context: ChatContext,
  input: { tenantId: string; conversationId: string; fromSeq: number; toSeq: number },
): Promise<AudienceEvents[]> {
  const { conversationId, fromSeq, toSeq } = input;
  return context.database.readTenant(input.tenantId, async (tx) => {
    const conversation = await findConversation(tx, "system", conversationId);
    if (!conversation) return [];
    const { rows } = await selectEvents(tx, {
      conversationId,
      numbering: "seq",
      afterSeq: fromSeq - 1,
      beforeSeq: toSeq + 1,
      keep: "oldest",
      limit: Math.max(1, toSeq - fromSeq + 1),
    });
    return rows.map((row) => presentForAudiences(row, conversation));
  });
}
