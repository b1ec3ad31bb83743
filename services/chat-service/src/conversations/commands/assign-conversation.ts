import type { Conversation } from "@chorus/contracts/entities/conversation";
import { AppError } from "@chorus/kernel/app-error";
import { requirePermission, type Principal } from "../../identity/principal.ts";
import type { ChatContext } from "../../context.ts";
import { actOnConversation } from "../changes/act-on-conversation.ts";
import { changeTo, requireTarget, type AssignmentTarget } from "../changes/assignment-target.ts";
import { presentToDesk } from "../present/present-conversation.ts";

/**
 * Assigns to an agent (the conversation is then open), to a team's queue, or to nobody (back to the queue).
 * @throws AppError `closed`, `invalid` for people who cannot take it, `forbidden` for giving it to others as an agent
 */
export async function assignConversation(
  context: ChatContext,
  principal: Principal,
  input: AssignmentTarget & { conversationId: string },
): Promise<Conversation> {
  const { agentId, teamId, conversationId } = input;
  if (agentId !== null && agentId !== principal.userId) requirePermission(principal, "conversation.assign_others");
  const row = await actOnConversation(
    context,
    principal,
    { conversationId, permission: "conversation.work" },
    async (current, tx) => {
      if (current.status === "closed")
        throw new AppError("closed", { detail: "The conversation is closed: reopen it first." });
      await requireTarget(tx, input);
      if (current.assignee_id === agentId && current.team_id === teamId && current.status !== "snoozed") return null;
      return { kind: agentId === null ? "conversation.queued" : "conversation.assigned", ...changeTo(input) };
    },
  );
  return presentToDesk(principal, row);
}
