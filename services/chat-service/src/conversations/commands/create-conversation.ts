import type { AnyConversation } from "@chorus/contracts/entities/conversation";
import type { Message } from "@chorus/contracts/entities/message";
import { appendEventsWithin, requireAppended } from "@chorus/database/append-events";
import { violates, type TenantTx } from "@chorus/database/database";
import { AppError, notFound } from "@chorus/kernel/app-error";
import {
  isCustomer,
  refuseForCustomers,
  actorOf,
  requirePermission,
  type Principal,
} from "../../identity/principal.ts";
import type { ChatContext } from "../../context.ts";
import { createMessage } from "../../messages/create-message.ts";
import { presentConversationFor } from "../present/present-conversation.ts";
import { findConversation, findOpenConversationOf, type ConversationRow } from "../rows/conversation-queries.ts";
import { ONE_OPEN_PER_CUSTOMER } from "../changes/back-to-work.ts";

export interface CreateConversationInput {
  subject: string | undefined;
  message: { clientMessageId: string; body: string } | undefined;
  customerId: string | undefined;
  requestId: string;
}

export interface CreatedConversation {
  created: boolean;
  conversation: AnyConversation;
  message: Message | null;
  /** Its first message was stored before. */
  isRepeat: boolean;
}

/**
 * Starts a conversation in the queue. A customer has at most one that is not closed: asking again gives that one, and
 * the message goes there.
 * @throws AppError `invalid` when an agent names no customer or a customer does, `not_found` for an unknown one
 */
export async function createConversation(
  context: ChatContext,
  principal: Principal,
  input: CreateConversationInput,
): Promise<CreatedConversation> {
  requirePermission(principal, "conversation.start");
  if (input.message) requirePermission(principal, "message.send");
  if (isCustomer(principal)) refuseForCustomers({ customerId: input.customerId });
  const customerId = isCustomer(principal) ? principal.userId : input.customerId;
  if (customerId === undefined) {
    throw new AppError("invalid", {
      detail: "customerId: name the customer to talk with",
      errors: [{ path: "customerId", message: "is required for agents" }],
    });
  }
  const { row, created } = await openOrCreate(context, principal, customerId, input.subject ?? null);
  if (!input.message)
    return { created, conversation: presentConversationFor(principal, row), message: null, isRepeat: false };
  const { message, duplicate: isRepeat } = await createMessage(context, principal, {
    conversationId: row.id,
    ...input.message,
    kind: "text",
    requestId: input.requestId,
  });
  const after = await context.database.readTenant(principal.tenantId, (tx) => findConversation(tx, principal, row.id));
  return { created, conversation: presentConversationFor(principal, after ?? row), message, isRepeat };
}

async function openOrCreate(
  context: ChatContext,
  principal: Principal,
  customerId: string,
  subject: string | null,
): Promise<{ row: ConversationRow; created: boolean }> {
  const existing = () =>
    context.database.readTenant(principal.tenantId, (tx) => findOpenConversationOf(tx, customerId));
  const open = await existing();
  if (open) return { row: open, created: false };
  try {
    const made = await context.database.withTenant(principal.tenantId, (tx) =>
      insert(context, tx, principal, customerId, subject),
    );
    await context.publisher.published([made.published]);
    return { row: made.row, created: true };
  } catch (error) {
    if (!violates(error, ONE_OPEN_PER_CUSTOMER)) throw error;
    // Another tab has created it at the same time: that conversation is used, unless it is closed again already.
    return openOrCreate(context, principal, customerId, subject);
  }
}

async function insert(
  context: ChatContext,
  tx: TenantTx,
  principal: Principal,
  customerId: string,
  subject: string | null,
) {
  const { tenantId } = principal;
  const customer = await tx
    .selectFrom("customers")
    .select("id")
    .where("id", "=", customerId)
    .where("erased_at", "is", null)
    // Waits for a running erasure, or makes it wait, so that the erasure does not miss the new conversation.
    .forShare()
    .executeTakeFirst();
  if (!customer) throw notFound();
  const conversationId = context.ids.next();
  const now = new Date(context.clock.now());
  await tx
    .insertInto("conversations")
    .values({
      tenant_id: tenantId,
      id: conversationId,
      customer_id: customerId,
      status: "queued",
      subject,
      waiting_since: isCustomer(principal) ? now : null,
      created_at: now,
      assignee_id: null,
      team_id: null,
      last_message: null,
      closed_at: null,
    })
    .execute();
  await tx
    .insertInto("chat_queue")
    .values({ tenant_id: tenantId, conversation_id: conversationId, team_id: null, enqueued_at: now })
    .execute();
  const [appended] = await appendEventsWithin(tx, tenantId, [
    {
      conversationId,
      id: context.ids.next(),
      kind: "conversation.created",
      ...actorOf(principal),
      data: {
        status: "queued",
        assignee_id: null,
        assignee_name: null,
        assignee_avatar: null,
        team_id: null,
        team_name: null,
      },
    },
  ]);
  const { seq } = requireAppended(appended);
  const row = await findConversation(tx, "system", conversationId);
  if (!row || seq !== 1) throw new Error("a new conversation starts with its creation");
  return { row, published: { tenantId, conversationId, seq: 1 } };
}
