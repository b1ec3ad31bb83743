import { createHash } from "node:crypto";
import { Uuid } from "@chorus/contracts/ids";
import { readSignedToken, signedToken } from "./signed-token.ts";

/** The conversation that a link in a mail opens. */
export interface ConversationLink {
  tenantId: string;
  customerId: string;
  conversationId: string;
  /** Of the address that the mail went to; null in mails of before links named it. */
  addressTag: string | null;
}

/** A link as it is written: for the owner of this address. */
export type WrittenLink = Omit<ConversationLink, "addressTag"> & { address: string };

const LIFETIME_MS = 30 * 24 * 60 * 60_000;

const PURPOSE = "conversation link";

/**
 * `tenant.customer.conversation.end.address.signature`: gives whoever has the mail access to its conversation for 30 days, while the
 * customer has that address, and to nothing else.
 */
export function conversationLinkToken(secret: string, link: WrittenLink, nowMs: number): string {
  const endSeconds = Math.floor((nowMs + LIFETIME_MS) / 1000);
  const { tenantId, customerId, conversationId, address } = link;
  return signedToken(secret, PURPOSE, [tenantId, customerId, conversationId, String(endSeconds), addressTag(address)]);
}

/** Names an address in a link without spelling it out. */
export function addressTag(address: string): string {
  return createHash("sha256").update(address.toLowerCase()).digest("base64url").slice(0, 12);
}

/** @returns null for anything that this platform has not signed, and after its end */
export function readConversationLink(secret: string, token: string, nowMs: number): ConversationLink | null {
  const fields = readSignedToken(secret, PURPOSE, token, 5) ?? readSignedToken(secret, PURPOSE, token, 4) ?? [];
  const [tenantId = "", customerId = "", conversationId = "", end = "", tag = null] = fields;
  if (![tenantId, customerId, conversationId].every((id) => Uuid.safeParse(id).success)) return null;
  return nowMs < Number(end) * 1000 ? { tenantId, customerId, conversationId, addressTag: tag } : null;
}
