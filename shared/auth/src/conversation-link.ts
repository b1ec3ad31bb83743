import { createHmac } from "node:crypto";
import { Uuid } from "@chorus/contracts/ids";
import { equalSecrets } from "./secrets.ts";

/** The conversation that a mail to a customer leads back to. */
export interface ConversationLink {
  tenantId: string;
  customerId: string;
  conversationId: string;
}

const LIFETIME_MS = 30 * 24 * 60 * 60_000;

/** `tenant.customer.conversation.end.signature`: whoever has the mail may open its conversation for 30 days, and nothing else. */
export function conversationLinkToken(secret: string, link: ConversationLink, nowMs: number): string {
  return sign(secret, link, Math.floor((nowMs + LIFETIME_MS) / 1000));
}

/** @returns null for anything this platform has not signed, and when it has ended */
export function readConversationLink(secret: string, token: string, nowMs: number): ConversationLink | null {
  const [tenantId = "", customerId = "", conversationId = "", end = ""] = token.split(".");
  if (![tenantId, customerId, conversationId].every((id) => Uuid.safeParse(id).success) || !/^\d{1,12}$/.test(end))
    return null;
  const link = { tenantId, customerId, conversationId };
  return equalSecrets(token, sign(secret, link, Number(end))) && nowMs < Number(end) * 1000 ? link : null;
}

function sign(secret: string, { tenantId, customerId, conversationId }: ConversationLink, endSeconds: number): string {
  const said = [tenantId, customerId, conversationId, String(endSeconds)];
  const signature = createHmac("sha256", secret)
    .update(["conversation link", ...said].join("\n"))
    .digest("base64url");
  return [...said, signature].join(".");
}
