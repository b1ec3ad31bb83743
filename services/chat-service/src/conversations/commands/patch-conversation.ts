import type { Conversation } from "@chorus/contracts/entities/conversation";
import type { TenantTx } from "@chorus/database/database";
import { AppError } from "@chorus/kernel/app-error";
import type { Principal } from "../../identity/principal.ts";
import type { ChatContext } from "../../context.ts";
import { actOnConversation, type Decision } from "../changes/act-on-conversation.ts";
import { backToWork } from "../changes/back-to-work.ts";
import { presentToDesk } from "../present/present-conversation.ts";
import type { ConversationRow } from "../rows/conversation-queries.ts";

export interface PatchConversationInput {
  conversationId: string;
  subject?: string | null | undefined;
  priority?: ConversationRow["priority"] | undefined;
  tags?: string[] | undefined;
  /** ISO time, or null to end the snooze now. */
  snoozedUntil?: string | null | undefined;
}

/**
 * Changes priority, tags and snooze together or not at all. The customer sees snoozing as a status and nothing of the rest.
 * @throws AppError `closed` for snoozing a closed one, `invalid` for a time that is over
 */
export async function patchConversation(
  context: ChatContext,
  principal: Principal,
  input: PatchConversationInput,
): Promise<Conversation> {
  const { conversationId } = input;
  const row = await actOnConversation(
    context,
    principal,
    { conversationId, permission: "conversation.organise" },
    async (current, tx) => [...(await snoozing(context, tx, current, input.snoozedUntil)), ...tagging(input)],
  );
  return presentToDesk(principal, row);
}

function tagging({ subject, priority, tags }: PatchConversationInput): Decision[] {
  const change = {
    ...(subject === undefined ? {} : { subject }),
    ...(priority === undefined ? {} : { priority }),
    ...(tags === undefined ? {} : { tags: [...new Set(tags)] }),
  };
  return Object.keys(change).length === 0 ? [] : [{ kind: "conversation.tagged", change, queue: "keep" }];
}

async function snoozing(
  context: ChatContext,
  tx: TenantTx,
  current: ConversationRow,
  until: string | null | undefined,
): Promise<Decision[]> {
  if (until === undefined) return [];
  if (until === null) return current.status === "snoozed" ? [await backToWork(tx, current)] : [];
  if (Date.parse(until) <= context.clock.now()) {
    throw new AppError("invalid", {
      detail: "snoozedUntil: this time is over",
      errors: [{ path: "snoozedUntil", message: "must be in the future" }],
    });
  }
  if (current.status === "closed") {
    throw new AppError("closed", { detail: "The conversation is closed: reopen it first." });
  }
  return [{ kind: "conversation.status", change: { status: "snoozed", snoozed_until: until }, queue: "leave" }];
}
