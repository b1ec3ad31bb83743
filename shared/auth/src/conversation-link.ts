import { Uuid } from "@chorus/contracts/ids";
import { readSignedToken, signedToken } from "./signed-token.ts";

/** The conversation that a link in a mail opens. */
export interface ConversationLink {
  tenantId: string;
  customerId: string;
  conversationId: string;
}

const LIFETIME_MS = 30 * 24 * 60 * 60_000;

const PURPOSE = "conversation link";

/** `tenant.customer.conversation.end.signature`: gives whoever has the mail access to its conversation for 30 days, and to nothing else. */
export function conversationLinkToken(secret: string, link: ConversationLink, nowMs: number): string {
  const endSeconds = Math.floor((nowMs + LIFETIME_MS) / 1000);
  return signedToken(secret, PURPOSE, [link.tenantId, link.customerId, link.conversationId, String(endSeconds)]);
}

/** @returns null for anything that this platform has not signed, and after its end */
export function readConversationLink(secret: string, token: string, nowMs: number): ConversationLink | null {
  const [tenantId = "", customerId = "", conversationId = "", end = ""] =
    readSignedToken(secret, PURPOSE, token, 4) ?? [];
  if (![tenantId, customerId, conversationId].every((id) => Uuid.safeParse(id).success)) return null;
  return nowMs < Number(end) * 1000 ? { tenantId, customerId, conversationId } : null;
}
