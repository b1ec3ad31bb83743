import type { Conversation } from "@chorus/contracts/entities/conversation";
import { AppError } from "@chorus/kernel/app-error";
import { requirePermission, type Principal } from "../auth/principal.ts";
import type { ChatContext } from "../context.ts";
import { findUser } from "../people/queries.ts";
import { actOnConversation } from "./act-on-conversation.ts";
import { presentConversation } from "./present-conversation.ts";

export interface AssignInput {
  conversationId: string;
  agentId: string | null;
  teamId: string | null;
}

/**
 * Assigns to an agent (the conversation is then open), to a team's queue, or to nobody (back to the queue).
 * @throws AppError `closed`, `invalid` for people who cannot take it, `forbidden` for giving it to others as an agent
 */
export async function assignConversation(
  context: ChatContext,
  principal: Principal,
  input: AssignInput,
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
      if (agentId !== null) {
        const agent = await findUser(tx, agentId);
        if (!agent || agent.disabled_at !== null || agent.role === "viewer")
          throw unknown("agentId", "nobody here who can take it");
      }
      if (teamId !== null) {
        const team = await tx.selectFrom("teams").select("id").where("id", "=", teamId).executeTakeFirst();
        if (!team) throw unknown("teamId", "no such team");
      }
      if (current.assignee_id === agentId && current.team_id === teamId && current.status !== "snoozed") return null;
      return agentId === null
        ? {
            kind: "conversation.queued",
            change: { status: "queued", assignee_id: null, team_id: teamId },
            queue: "enter",
          }
        : {
            kind: "conversation.assigned",
            change: { status: "open", assignee_id: agentId, team_id: teamId },
            queue: "leave",
          };
    },
  );
  return presentConversation(row);
}

function unknown(path: string, message: string): AppError {
  return new AppError("invalid", { detail: `${path}: ${message}`, errors: [{ path, message }] });
}
