import type { EventKind } from "@chorus/contracts/entities/event";
import type { TenantTx } from "@chorus/database/database";
import { notFound } from "@chorus/kernel/app-error";
import { sql } from "kysely";
import { requirePermission, type Principal } from "../../auth/principal.ts";
import { writeRevocation } from "../../auth/revoke.ts";
import type { ChatContext } from "../../context.ts";
import { authorOf, changeConversation } from "../../conversations/change-conversation.ts";
import { lockConversation } from "../../conversations/queries.ts";
import type { PublishedRef } from "../../outbox/outbox-store.ts";
import { auditActor, writeAudit } from "../../tenant/audit.ts";
import { forgetNotifications } from "./forget-notifications.ts";
import { findCustomer } from "./customer-queries.ts";

const ERASED_NAME = "Erased customer";

/** Kinds whose rows carry text somebody wrote. */
const WITH_TEXT: EventKind[] = [
  "message.created",
  "note.created",
  "message.edited",
  "message.deleted",
  "mail.automatic",
];

export interface Erasure {
  erasedConversations: number;
  erasedMessages: number;
}

/**
 * Erases a customer in place: rows, numbers and times stay, so that nobody's log gets a hole; texts, names and addresses
 * go, and clients are told to drop what they have. Devices end.
 * @throws AppError `not_found`
 */
export async function eraseCustomer(
  context: ChatContext,
  principal: Principal,
  input: { customerId: string; requestId: string },
): Promise<Erasure> {
  requirePermission(principal, "people.manage");
  const { tenantId } = principal;
  const { customerId } = input;
  const published: PublishedRef[] = [];
  const erasure = await context.database.withTenant(tenantId, async (tx) => {
    if (!(await findCustomer(tx, customerId))) throw notFound();
    await blankPerson(tx, customerId, new Date(context.clock.now()));
    const conversations = await tx
      .selectFrom("conversations")
      .select("id")
      .where("customer_id", "=", customerId)
      .orderBy("id")
      .execute();
    let erasedMessages = 0;
    for (const { id } of conversations) {
      await lockConversation(tx, id);
      erasedMessages += await blankConversation(tx, id, customerId);
      const erased = await changeConversation(context, tx, authorOf(principal), {
        conversationId: id,
        kind: "conversation.erased",
        change: { subject: null, last_message: null, rating_comment: null },
        queue: "keep",
      });
      published.push(erased.published);
    }
    await writeRevocation(context, tx, { tenantId, userId: customerId, sessionId: null });
    await writeAudit(tx, {
      tenantId,
      actor: auditActor(principal),
      action: "customer.erase",
      target: { type: "customer", id: customerId },
      detail: { conversations: conversations.length, messages: erasedMessages },
      requestId: input.requestId,
    });
    return { erasedConversations: conversations.length, erasedMessages };
  });
  await context.publisher.published(published);
  return erasure;
}

async function blankPerson(tx: TenantTx, customerId: string, at: Date): Promise<void> {
  await forgetNotifications(tx, customerId, at);
  await tx
    .updateTable("customers")
    .set({
      name: ERASED_NAME,
      email: null,
      phone: null,
      locale: null,
      external_id: null,
      attributes: "{}",
      verified: false,
      erased_at: at,
    })
    .where("id", "=", customerId)
    .execute();
  await tx.deleteFrom("devices").where("customer_id", "=", customerId).execute();
  // Stored answers repeat what was asked and told.
  await tx.deleteFrom("idempotency_keys").where("caller_id", "=", customerId).execute();
}

/** @returns how many messages and notes lost their text */
async function blankConversation(tx: TenantTx, conversationId: string, customerId: string): Promise<number> {
  const blanked = await tx
    .updateTable("events")
    .set({ data: sql`jsonb_set(data - 'mail' - 'subject', '{body}', '""')` })
    .where("conversation_id", "=", conversationId)
    .where("kind", "in", WITH_TEXT)
    .returning("kind")
    .execute();
  await tx
    .updateTable("events")
    .set({ actor_name: ERASED_NAME })
    .where("conversation_id", "=", conversationId)
    .where("actor_id", "=", customerId)
    .execute();
  await tx.deleteFrom("search_documents").where("conversation_id", "=", conversationId).execute();
  await tx.deleteFrom("summaries").where("conversation_id", "=", conversationId).execute();
  return blanked.filter(({ kind }) => kind === "message.created" || kind === "note.created").length;
}
