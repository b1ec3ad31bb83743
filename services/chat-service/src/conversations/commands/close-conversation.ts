import type { AnyConversation } from "@chorus/contracts/entities/conversation";
import type { Principal } from "../../identity/principal.ts";
import type { ChatContext } from "../../context.ts";
import { actOnConversation } from "../changes/act-on-conversation.ts";
import { closing } from "../changes/transitions.ts";
import { presentConversationFor } from "../present/present-conversation.ts";

/** Closes; closing a closed conversation changes nothing. Customers close their own. */
export async function closeConversation(
  context: ChatContext,
  principal: Principal,
  conversationId: string,
): Promise<AnyConversation> {
  const row = await actOnConversation(
    context,
    principal,
    { conversationId, permission: "conversation.close" },
    (current) => closing(current, context.clock.now()),
  );
  return presentConversationFor(principal, row);
}
