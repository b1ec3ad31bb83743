import type { Conversation } from "@chorus/contracts/entities/conversation";
import { AppError } from "@chorus/kernel/app-error";
import type { Principal } from "../auth/principal.ts";
import type { ChatContext } from "../context.ts";
import { createMessage } from "../messages/create-message.ts";
import { actOnConversation } from "./act-on-conversation.ts";
import { changeTo, requireTarget, type AssignmentTarget } from "./assignment-target.ts";
import { presentConversation } from "./present-conversation.ts";

export interface TransferInput extends AssignmentTarget {
  conversationId: string;
  note: string | undefined;
  requestId: string;
}

/**
 * Hands a conversation over to a colleague or to a team's queue. The note is written first, so that whoever takes it
 * over reads it at once.
 * @throws AppError `closed`, `invalid` without a target or with one that cannot take it
 */
export async function transferConversation(
  context: ChatContext,
  principal: Principal,
  input: TransferInput,
): Promise<Conversation> {
  const { conversationId, agentId, teamId } = input;
  if (agentId === null && teamId === null) {
    throw new AppError("invalid", {
      detail: "agentId: name the colleague or the team to hand over to",
      errors: [{ path: "agentId", message: "name the colleague or the team to hand over to" }],
    });
  }
  const permission = "conversation.work";
  const refuseClosed = (status: string) => {
    if (status === "closed") throw new AppError("closed", { detail: "The conversation is closed: reopen it first." });
  };
  if (input.note !== undefined) {
    await actOnConversation(context, principal, { conversationId, permission }, async (current, tx) => {
      refuseClosed(current.status);
      await requireTarget(tx, input);
      return null;
    });
    await createMessage(context, principal, {
      conversationId,
      clientMessageId: context.ids.next(),
      body: input.note,
      kind: "note",
      requestId: input.requestId,
    });
  }
  const row = await actOnConversation(context, principal, { conversationId, permission }, async (current, tx) => {
    refuseClosed(current.status);
    await requireTarget(tx, input);
    return { kind: "conversation.transferred", ...changeTo(input) };
  });
  return presentConversation(row);
}
