import type { AnyConversation } from "@chorus/contracts/entities/conversation";
import { Timestamp } from "@chorus/contracts/primitives";
import { toTimestamp } from "@chorus/kernel/clock";
import { z } from "zod";
import { isCustomer, requirePermission, type Principal } from "../../identity/principal.ts";
import type { ChatContext } from "../../context.ts";
import { decodeCursor, pageOf, type Page } from "@chorus/http/keyset";
import { presentConversationFor } from "../present/present-conversation.ts";
import { selectConversationPage, type ConversationRow } from "../rows/conversation-queries.ts";

export interface ListConversationsInput {
  status: ConversationRow["status"] | undefined;
  assignee: string | undefined;
  tag: string | undefined;
  customerId?: string | undefined;
  limit: number;
  cursor: string | undefined;
}

const Position = z.object({ updatedAt: Timestamp, id: z.uuid() });

/** Conversations the principal may see, last changed first. */
export async function listConversations(
  context: ChatContext,
  principal: Principal,
  input: ListConversationsInput,
): Promise<Page<AnyConversation>> {
  requirePermission(principal, "conversation.read");
  const ofDesk = isCustomer(principal) ? {} : { readerId: principal.userId, customerId: input.customerId };
  const after = decodeCursor(Position, input.cursor);
  const rows = await context.database.readTenant(principal.tenantId, (tx) =>
    selectConversationPage(tx, {
      viewer: principal,
      ...ofDesk,
      status: input.status,
      assigneeId: assigneeId(principal, input.assignee),
      tag: isCustomer(principal) ? undefined : input.tag,
      limit: input.limit + 1,
      after,
    }),
  );
  return pageOf(
    rows,
    input.limit,
    (row) => presentConversationFor(principal, row),
    (row) => ({ updatedAt: toTimestamp(row.updated_at), id: row.id }),
  );
}

function assigneeId(principal: Principal, assignee: string | undefined): string | null | undefined {
  if (assignee === "me") return principal.userId;
  return assignee === "none" ? null : assignee;
}
