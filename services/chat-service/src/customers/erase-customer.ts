import type { TenantTx } from "@chorus/database/database";
import { notFound } from "@chorus/kernel/app-error";
import { sql } from "kysely";
import { requirePermission, type Principal } from "../identity/principal.ts";
import { type Ending, writeRevocation } from "../identity/revoke.ts";
import type { ChatContext } from "../context.ts";
import {
  authorOf,
  type ChangeAuthor,
  changeConversation,
  type Changing,
} from "../conversations/changes/change-conversation.ts";
import { lockConversation } from "../conversations/rows/conversation-queries.ts";
import type { PublishedRef } from "../outbox/outbox-store.ts";
import { type AuditEntry, auditActor, writeAudit } from "@chorus/database/write-audit";
import { findCustomerLinks } from "./customer-links.ts";
import { eraseRows } from "./erase-rows.ts";
import { enqueueForgetPresence } from "./forget-presence.ts";

export interface Erasure {
  erasedConversations: number;
  erasedMessages: number;
}

/**
 * Erases a customer in place, as the inventory of personal data says: rows, numbers and times of the log stay, so that sequences
 * keep no gap; texts, names and addresses are removed, and clients are told to drop their copies. The customer's sessions end and
 * open conversations are closed.
 * @throws AppError `not_found`
 */
export async function eraseCustomer(
  context: ChatContext,
  principal: Principal,
  input: { customerId: string; requestId: string },
): Promise<Erasure> {
  requirePermission(principal, "people.manage");
  return eraseFor(context, { ...authorOf(principal), audit: auditActor(principal) }, input);
}

type Erasing = Ending &
  Changing &
  Pick<ChatContext, "database" | "tasks"> & {
    publisher: Pick<ChatContext["publisher"], "published">;
  };

/** The same on behalf of the operator, who has restored a backup that still has the customer. @throws AppError `not_found` */
export function eraseAgain(
  context: Erasing,
  { tenantId, ...input }: { tenantId: string; customerId: string; requestId: string },
): Promise<Erasure> {
  const author = { tenantId, actor: { actorType: "system", actorId: null } } as const;
  return eraseFor(context, { ...author, audit: { type: "operator", id: null } }, input);
}

async function eraseFor(
  context: Erasing,
  author: ChangeAuthor & { audit: AuditEntry["actor"] },
  input: { customerId: string; requestId: string },
): Promise<Erasure> {
  const { tenantId } = author;
  const { customerId } = input;
  const published: PublishedRef[] = [];
  const erasure = await context.database.background.withTenant(tenantId, async (tx) => {
    const at = new Date(context.clock.now());
    await markErased(tx, customerId, at);
    const links = await findCustomerLinks(tx, customerId, "erasure");
    const unclosed = new Set<string>();
    for (const id of links.conversation)
      if ((await lockConversation(tx, "system", id))?.status !== "closed") unclosed.add(id);
    await cancelDeliveries(tx, customerId, at);
    const erasedMessages = await eraseRows(tx, links);
    for (const conversationId of links.conversation) {
      const erased = await changeConversation(context, tx, author, {
        conversationId,
        kind: "conversation.erased",
        change: {
          updated_at: at,
          waiting_since: null,
          ...(unclosed.has(conversationId) ? { status: "closed", closed_at: at, snoozed_until: null } : {}),
        },
        queue: "leave",
      });
      published.push(erased.published);
    }
    const erasedConversations = links.conversation.length;
    await enqueueForgetPresence(context, tx, customerId);
    await writeRevocation(context, tx, { tenantId, userId: customerId, sessionId: null });
    await writeAudit(tx, {
      tenantId,
      actor: author.audit,
      action: "customer.erase",
      target: { type: "customer", id: customerId },
      detail: { conversations: erasedConversations, messages: erasedMessages },
      requestId: input.requestId,
    });
    return { erasedConversations, erasedMessages };
  });
  await context.publisher.published(published);
  return erasure;
}

/** Locks the customer first: concurrent writers wait and then see that the customer is erased. */
async function markErased(tx: TenantTx, customerId: string, at: Date): Promise<void> {
  const marked = await tx
    .updateTable("customers")
    .set({ erased_at: at })
    .where("id", "=", customerId)
    .returning("id")
    .executeTakeFirst();
  if (!marked) throw notFound();
}

/** Cancels deliveries to the customer that are still pending. */
async function cancelDeliveries(tx: TenantTx, customerId: string, at: Date): Promise<void> {
  await tx
    .updateTable("deliveries")
    .set({
      status: sql<"cancelled">`case when status in ('queued', 'held') then 'cancelled' else status end`,
      due_at: null,
      updated_at: at,
    })
    .where("recipient_id", "=", customerId)
    .execute();
}
