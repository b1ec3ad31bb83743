import type { Conversation } from "@chorus/contracts/entities/conversation";
import { appendEventsWithin, requireAppended } from "@chorus/database/append-events";
import type { TenantTx } from "@chorus/database/database";
import { AppError } from "@chorus/kernel/app-error";
import { actorOf, requirePermission, type Principal } from "../../identity/principal.ts";
import type { ChatContext } from "../../context.ts";
import { actOnConversation } from "../changes/act-on-conversation.ts";
import { changeTo, requireTarget, type AssignmentTarget } from "../changes/assignment-target.ts";
import { presentToDesk } from "../present/present-conversation.ts";

export interface TransferInput extends AssignmentTarget {
  conversationId: string;
  note: string | undefined;
}

/**
 * Transfers a conversation to a colleague or a team's queue. The note is written first, so that the new assignee sees it at
 * once; the outbox relay publishes it.
 * @throws AppError `closed`, `invalid` without a target or with one that cannot take it
 */
export async function transferConversation(
  context: ChatContext,
  principal: Principal,
  input: TransferInput,
): Promise<Conversation> {
  const { conversationId, agentId, teamId } = input;
  if (input.note !== undefined) requirePermission(principal, "conversation.organise");
  if (agentId === null && teamId === null) {
    throw new AppError("invalid", {
      detail: "agentId: name the colleague or the team to hand over to",
      errors: [{ path: "agentId", message: "name the colleague or the team to hand over to" }],
    });
  }
  const row = await actOnConversation(
    context,
    principal,
    { conversationId, permission: "conversation.work" },
    async (current, tx) => {
      if (current.status === "closed") {
        throw new AppError("closed", { detail: "The conversation is closed: reopen it first." });
      }
      await requireTarget(tx, input);
      if (input.note !== undefined) await writeNote(context, tx, principal, conversationId, input.note);
      return { kind: "conversation.transferred", ...changeTo(input) };
    },
  );
  return presentToDesk(principal, row);
}

/** In the transaction of the transfer, so that neither is stored without the other. */
async function writeNote(
  context: ChatContext,
  tx: TenantTx,
  principal: Principal,
  conversationId: string,
  body: string,
): Promise<void> {
  const [appended] = await appendEventsWithin(tx, principal.tenantId, [
    {
      conversationId,
      id: context.ids.next(),
      kind: "note.created",
      ...actorOf(principal),
      clientMessageId: context.ids.next(),
      data: { body, replyToSeq: null, replyToPublicSeq: null },
    },
  ]);
  requireAppended(appended);
}
