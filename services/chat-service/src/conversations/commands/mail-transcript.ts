import type { TenantTx } from "@chorus/database/database";
import { AppError, notFound } from "@chorus/kernel/app-error";
import { isCustomer, requirePermission, requirePerson, type Principal } from "../../identity/principal.ts";
import type { ChatContext } from "../../context.ts";
import { TRANSCRIPT_TOPIC, writeOutbox } from "../../outbox/write-outbox.ts";
import { findConversation } from "../rows/conversation-queries.ts";

export interface TranscriptRequest {
  conversationId: string;
  to: "customer" | "me";
  email: string | undefined;
}

/**
 * Asks that a conversation is mailed to its customer, or to the caller of the desk.
 * @returns the address it goes to
 * @throws AppError `not_found`; `invalid` when no address is known; `conflict` before anybody of the desk has spoken: nobody may
 * make Chorus mail a stranger what they wrote themselves; `rate_limited`
 */
export async function mailTranscript(
  context: ChatContext,
  principal: Principal,
  request: TranscriptRequest,
): Promise<string> {
  requirePermission(principal, "message.send");
  // The mail has what was said, and the answer an address.
  requirePermission(principal, "conversation.read");
  if (request.to === "me") requirePerson(principal);
  const { tenantId } = principal;
  const byCustomer = isCustomer(principal);
  const { personId, address, isNew } = await context.database.readTenant(tenantId, async (tx) => {
    const conversation = await findConversation(tx, principal, request.conversationId);
    if (!conversation) throw notFound();
    if (byCustomer && !conversation.customer_verified) await requireAnswered(tx, request.conversationId);
    if (request.to === "me" && !byCustomer) return recipientAtDesk(tx, principal.userId);
    return recipientCustomer(tx, conversation.customer_id, byCustomer ? request.email : undefined);
  });
  await context.transcriptLimits.use({ tenantId, address, by: principal.userId, isCustomer: byCustomer });
  await context.database.withTenant(tenantId, async (tx) => {
    if (isNew) await keepAddress(tx, personId, address);
    await writeOutbox(tx, tenantId, TRANSCRIPT_TOPIC, { conversationId: request.conversationId, personId });
  });
  return address;
}

/**
 * The address that was told first stays, also when another was told at the same moment.
 * @throws AppError `conflict` when it is another one
 */
async function keepAddress(tx: TenantTx, customerId: string, address: string): Promise<void> {
  const kept = await tx
    .updateTable("customers")
    .set(({ fn, val }) => ({ email: fn.coalesce("email", val(address)) }))
    .where("id", "=", customerId)
    .where("erased_at", "is", null)
    .returning("email")
    .executeTakeFirst();
  if (!kept) throw notFound();
  if (kept.email !== address) throw new AppError("conflict", { detail: "Another address was given at the same time." });
}

interface TranscriptRecipient {
  personId: string;
  address: string;
  /** A customer has just told it. */
  isNew: boolean;
}

async function recipientAtDesk(tx: TenantTx, userId: string): Promise<TranscriptRecipient> {
  const user = await tx.selectFrom("users").select("email").where("id", "=", userId).executeTakeFirst();
  if (!user) throw notFound();
  return { personId: userId, address: user.email, isNew: false };
}

async function recipientCustomer(
  tx: TenantTx,
  personId: string,
  told: string | undefined,
): Promise<TranscriptRecipient> {
  const customer = await tx
    .selectFrom("customers")
    .select("email")
    .where("id", "=", personId)
    .where("erased_at", "is", null)
    .executeTakeFirst();
  if (!customer) throw notFound();
  const address = customer.email ?? told;
  if (address === undefined) {
    throw new AppError("invalid", {
      detail: "No email address of the customer is known.",
      errors: [{ path: "email", message: "no address is known" }],
    });
  }
  return { personId, address, isNew: customer.email === null };
}

async function requireAnswered(tx: TenantTx, conversationId: string): Promise<void> {
  const answer = await tx
    .selectFrom("events")
    .select("seq")
    .where("conversation_id", "=", conversationId)
    .where("kind", "=", "message.created")
    .where("actor_type", "=", "agent")
    .limit(1)
    .executeTakeFirst();
  if (!answer) throw new AppError("conflict", { detail: "It can be mailed as soon as somebody has answered." });
}
