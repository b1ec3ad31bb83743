import type { TenantTx } from "@chorus/database/database";
import type { Principal } from "../../identity/principal.ts";
import type { ChatContext } from "../../context.ts";
import type { PublishedRef } from "../../outbox/outbox-store.ts";
import type { ConversationRow } from "../rows/conversation-queries.ts";
import { backToWork } from "./back-to-work.ts";
import { authorOf, changeConversation } from "./change-conversation.ts";

/** A locked conversation that is snoozed or closed comes back, and its customer waits since then. */
export async function bringBack(
  context: ChatContext,
  tx: TenantTx,
  principal: Principal,
  { current, waiting_since }: { current: ConversationRow; waiting_since: Date | null },
): Promise<PublishedRef[]> {
  const { kind, change, queue } = await backToWork(tx, current);
  const input = { conversationId: current.id, kind, change: { ...change, waiting_since }, queue };
  return [(await changeConversation(context, tx, authorOf(principal), input)).published];
}
