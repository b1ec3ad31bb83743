import { conversationLinkToken } from "@chorus/auth/conversation-link";
import type { NotificationConfig } from "../../config.ts";
import type { CompanyFacts } from "../company.ts";
import type { DeliveryRow } from "../channel.ts";

/** What every mail is written with. */
export interface MailContext {
  config: NotificationConfig;
  company: CompanyFacts;
  unsubscribeUrl: string | null;
  nowMs: number;
}

/** Leads to the shop, where the widget opens the conversation; null when the company has named no page. */
export function conversationUrl({ config, company, nowMs }: MailContext, delivery: DeliveryRow): string | null {
  if (company.siteUrl === null) return null;
  const { tenant_id: tenantId, recipient_id: customerId, conversation_id: conversationId } = delivery;
  const link = { tenantId, customerId, conversationId: conversationId ?? "" };
  return `${company.siteUrl}/#chorus=${conversationLinkToken(config.secrets.chorus, link, nowMs)}`;
}
