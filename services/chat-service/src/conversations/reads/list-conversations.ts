import type { AnyConversation, CustomerConversation } from "@chorus/contracts/entities/conversation";
import { Timestamp } from "@chorus/contracts/primitives";
import { toTimestamp } from "@chorus/kernel/clock";
import { z } from "zod";
import { isCustomer, requirePermission, type Principal } from "../../identity/principal.ts";
import type { ChatContext } from "../../context.ts";
import { decodeCursor, pageOf, type Page } from "@chorus/http/keyset";
import { presentConversationFor } from "../present/present-conversation.ts";
import { selectConversationPage, type ConversationRow } from "../rows/conversation-queries.ts";
import { readCustomerPreviews } from "./customer-previews.ts";

export interface ListConversationsInput {
  status: ConversationRow["status"] | undefined;
  assignee: string | undefined;
  tag: string | undefined;
  customerId?: string | undefined;
  teamId?: string | undefined;
  /** Only those whose customer is connected now. */
  here?: boolean | undefined;
  limit: number;
  cursor: string | undefined;
}

const Position = z.object({ newsAt: Timestamp, id: z.uuid() });

/**
 * Conversations the principal may see, latest news first.
 * @throws AppError `unavailable` when asked who is here while that is not known
 */
export async function listConversations(
  context: ChatContext,
  principal: Principal,
  input: ListConversationsInput,
): Promise<Page<AnyConversation>> {
  requirePermission(principal, "conversation.read");
  const ofDesk = isCustomer(principal) ? {} : await filtersOfDesk(context, principal, input);
  const after = decodeCursor(Position, input.cursor);
  const { rows, previews } = await context.database.readTenant(principal.tenantId, async (tx) => {
    const found = await selectConversationPage(tx, {
      viewer: principal,
      ...ofDesk,
      status: input.status,
      assigneeId: assigneeId(principal, input.assignee),
      limit: input.limit + 1,
      after,
    });
    const ids = isCustomer(principal) ? found.map((row) => row.id) : [];
    return { rows: found, previews: await readCustomerPreviews(tx, principal.userId, ids) };
  });
  return pageOf(
    rows,
    input.limit,
    (row) => presentListed(presentConversationFor(principal, row), previews.get(row.id)),
    (row) => ({ newsAt: toTimestamp(row.news_at), id: row.id }),
  );
}

function presentListed(shown: AnyConversation, listed: CustomerConversation["listed"]): AnyConversation {
  return listed ? { ...shown, listed } : shown;
}

async function filtersOfDesk(context: ChatContext, principal: Principal, input: ListConversationsInput) {
  const { customerId, tag, teamId, here } = input;
  const customerIds = here ? await context.connectedCustomers(principal.tenantId) : undefined;
  return { readerId: principal.userId, customerId, tag, teamId, customerIds };
}

function assigneeId(principal: Principal, assignee: string | undefined): string | null | undefined {
  if (assignee === "me") return principal.userId;
  return assignee === "none" ? null : assignee;
}
