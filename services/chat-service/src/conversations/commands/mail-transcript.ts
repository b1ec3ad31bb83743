import type { TenantTx } from "@chorus/database/database";
import { AppError, notFound } from "@chorus/kernel/app-error";
import { countedAs } from "@chorus/redis/counted-as";
import { sql } from "kysely";
import {
  isCustomer,
  refuseFields,
  refuseForCustomers,
  requirePermission,
  requirePerson,
  type Principal,
} from "../../identity/principal.ts";
import { leaveFormerAddress } from "../../identity/former-address.ts";
import type { ChatContext } from "../../context.ts";
import { TRANSCRIPT_TOPIC, writeOutbox } from "../../outbox/write-outbox.ts";
import { findConversation } from "../rows/conversation-queries.ts";

export interface TranscriptRequest {
  conversationId: string;
  to: "customer" | "me";
  email: string | undefined;
}

/**
 * Requests a mail with the transcript, to the customer or to the agent who asks.
 * @returns the address it goes to
 * @throws AppError `not_found`; `invalid` when no address is known; `conflict` before any agent has written, so that Chorus
 * cannot be used to mail a stranger one's own text; `rate_limited`
 */
export async function mailTranscript(
  context: ChatContext,
  principal: Principal,
  request: TranscriptRequest,
): Promise<string> {
  requirePermission(principal, "message.send");
  // The mail contains messages and the answer an address, so both scopes are needed.
  requirePermission(principal, "conversation.read");
  if (request.to === "me") requirePerson(principal);
  const { tenantId } = principal;
  const byCustomer = isCustomer(principal);
  if (byCustomer) refuseForCustomers({ to: request.to === "me" ? request.to : undefined });
  else refuseFields({ email: request.email }, "is for customers: the mail goes to the address that is known");
  const { personId, address, isNew } = await context.database.readTenant(tenantId, async (tx) => {
    const conversation = await findConversation(tx, principal, request.conversationId);
    if (!conversation) throw notFound();
    // Also of a signed identity: the token need not have named this address.
    if (byCustomer) await requireAnswered(tx, request.conversationId);
    if (request.to === "me" && !byCustomer) return recipientAtDesk(tx, principal.userId);
    return recipientCustomer(tx, conversation.customer_id, byCustomer ? request.email : undefined);
  });
  await context.transcriptLimits.use({ tenantId, address, by: countedAs(principal), isCustomer: byCustomer });
  await context.database.withTenant(tenantId, async (tx) => {
    if (isNew) {
      await leaveFormerAddress(context, tx, { tenantId, customerId: personId, email: address });
      await keepAddress(tx, personId, address);
    }
    await writeOutbox(tx, tenantId, TRANSCRIPT_TOPIC, { conversationId: request.conversationId, personId });
  });
  return address;
}

/**
 * The first address that a customer gave is kept, as one that nobody signed, also when two are given at the same time.
 * @throws AppError `conflict` when a different one is stored
 */
async function keepAddress(tx: TenantTx, customerId: string, address: string): Promise<void> {
  const kept = await tx
    .updateTable("customers")
    .set(({ fn, val }) => ({
      email: fn.coalesce("email", val(address)),
      email_verified: sql<boolean>`email is not null and email_verified`,
    }))
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
  /** Stores the address that a customer has just given. */
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
  given: string | undefined,
): Promise<TranscriptRecipient> {
  const customer = await tx
    .selectFrom("customers")
    .select("email")
    .where("id", "=", personId)
    .where("erased_at", "is", null)
    .executeTakeFirst();
  if (!customer) throw notFound();
  const address = customer.email ?? given;
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
    .where("deleted_at", "is", null)
    .limit(1)
    .executeTakeFirst();
  if (!answer) throw new AppError("conflict", { detail: "It can be mailed as soon as somebody has answered." });
}
