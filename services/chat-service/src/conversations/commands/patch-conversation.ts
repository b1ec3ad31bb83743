import type { Conversation } from "@chorus/contracts/entities/conversation";
import type { TenantTx } from "@chorus/database/database";
import type { Principal } from "../../identity/principal.ts";
import type { ChatContext } from "../../context.ts";
import { actOnConversation, type Decision } from "../changes/act-on-conversation.ts";
import { backToWork } from "../changes/back-to-work.ts";
import { organising, snoozing } from "../changes/transitions.ts";
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
    async (current, tx) =>
      [await snoozingOrWaking(context, tx, current, input.snoozedUntil), organising(input)].filter(
        (decision) => decision !== null,
      ),
  );
  return presentToDesk(principal, row);
}

async function snoozingOrWaking(
  context: ChatContext,
  tx: TenantTx,
  current: ConversationRow,
  until: string | null | undefined,
): Promise<Decision | null> {
  if (until === undefined) return null;
  if (until === null) return current.status === "snoozed" ? backToWork(tx, current) : null;
  return snoozing(current, until, context.clock.now());
}
