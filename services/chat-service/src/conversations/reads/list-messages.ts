import type { Message } from "@chorus/contracts/entities/message";
import { isCustomer, type Principal } from "../../identity/principal.ts";
import type { ChatContext } from "../../context.ts";
import { presentMessage } from "../present/present-event.ts";
import { readEventRows } from "./read-events.ts";

export interface ListMessagesInput {
  conversationId: string;
  afterSeq: number | undefined;
  beforeSeq: number | undefined;
  limit: number;
}

/** Messages (and, for the desk, notes), ascending. Their current text: edits are already in it. */
export async function listMessages(
  context: ChatContext,
  principal: Principal,
  input: ListMessagesInput,
): Promise<{ messages: Message[]; hasMore: boolean }> {
  const { rows, hasMore } = await readEventRows(context, principal, {
    ...input,
    kinds: ["message.created", "note.created"],
  });
  const audience = isCustomer(principal) ? "customer" : "agent";
  return { messages: rows.map((row) => presentMessage(row, audience)), hasMore };
}
