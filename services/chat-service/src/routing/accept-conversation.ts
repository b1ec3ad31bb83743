import type { Conversation } from "@chorus/contracts/entities/conversation";
import { AppError } from "@chorus/kernel/app-error";
import { requirePerson, type Principal } from "../identity/principal.ts";
import type { ChatContext } from "../context.ts";
import { actOnConversation } from "../conversations/changes/act-on-conversation.ts";
import { requireTaker } from "../conversations/changes/assignment-target.ts";
import { presentToDesk } from "../conversations/present/present-conversation.ts";

/**
 * Accepts a waiting conversation; accepting one's own again changes nothing. Neither presence nor free capacity is required.
 * @throws AppError `already_assigned` when a colleague has it, `closed`, `not_found`, `forbidden`
 */
export async function acceptConversation(
  context: ChatContext,
  principal: Principal,
  conversationId: string,
): Promise<Conversation> {
  requirePerson(principal);
  const row = await actOnConversation(
    context,
    principal,
    { conversationId, permission: "conversation.work" },
    async (current, tx) => {
      if (current.status === "closed")
        throw new AppError("closed", { detail: "The conversation is closed: reopen it first." });
      if (current.assignee_id === principal.userId && current.status === "open") return null;
      if (current.assignee_id !== null && current.assignee_id !== principal.userId) {
        throw new AppError("already_assigned", {
          detail: `${current.assignee_name ?? "A colleague"} has already accepted this conversation.`,
        });
      }
      await requireTaker(tx, principal.userId);
      return {
        kind: "conversation.assigned",
        change: { status: "open", assignee_id: principal.userId },
        queue: "leave",
      };
    },
  );
  return presentToDesk(principal, row);
}
