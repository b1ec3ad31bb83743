import type { Conversation } from "@chorus/contracts/entities/conversation";
import { AppError } from "@chorus/kernel/app-error";
import type { Principal } from "../auth/principal.ts";
import type { ChatContext } from "../context.ts";
import { actOnConversation } from "./act-on-conversation.ts";
import { presentConversation } from "./present-conversation.ts";
import type { ConversationRow } from "./queries.ts";

export interface PatchConversationInput {
  conversationId: string;
  subject?: string | null | undefined;
  priority?: ConversationRow["priority"] | undefined;
  tags?: string[] | undefined;
  /** ISO time, or null to wake it up now. */
  snoozedUntil?: string | null | undefined;
}

/**
 * Changes what orders the work. Snoozing and waking are seen by the customer as a status, the rest is not seen.
 * @throws AppError `closed` for snoozing a closed one, `invalid` for a time that is over
 */
export async function patchConversation(
  context: ChatContext,
  principal: Principal,
  input: PatchConversationInput,
): Promise<Conversation> {
  const { conversationId, subject, priority, tags, snoozedUntil } = input;
  const permission = "conversation.organise";
  if (snoozedUntil !== undefined) await snooze(context, principal, conversationId, snoozedUntil);
  const row = await actOnConversation(context, principal, { conversationId, permission }, () => {
    const change = {
      ...(subject === undefined ? {} : { subject }),
      ...(priority === undefined ? {} : { priority }),
      ...(tags === undefined ? {} : { tags: [...new Set(tags)] }),
    };
    return Object.keys(change).length === 0 ? null : { kind: "conversation.tagged", change, queue: "keep" };
  });
  return presentConversation(row);
}

async function snooze(
  context: ChatContext,
  principal: Principal,
  conversationId: string,
  until: string | null,
): Promise<void> {
  if (until !== null && Date.parse(until) <= context.clock.now()) {
    throw new AppError("invalid", {
      detail: "snoozedUntil: this time is over",
      errors: [{ path: "snoozedUntil", message: "must be in the future" }],
    });
  }
  const permission = "conversation.organise";
  await actOnConversation(context, principal, { conversationId, permission }, (current) => {
    if (current.status === "closed")
      throw new AppError("closed", { detail: "The conversation is closed: reopen it first." });
    if (until === null) return current.status === "snoozed" ? wokenUp(current) : null;
    return { kind: "conversation.status", change: { status: "snoozed", snoozed_until: until }, queue: "leave" };
  });
}

/** A snoozed conversation goes back to its agent, else to the queue. */
export function wokenUp(current: ConversationRow) {
  return current.assignee_id === null
    ? ({
        kind: "conversation.queued",
        change: { status: "queued", snoozed_until: null, team_id: current.team_id },
        queue: "enter",
      } as const)
    : ({ kind: "conversation.status", change: { status: "open", snoozed_until: null }, queue: "leave" } as const);
}
