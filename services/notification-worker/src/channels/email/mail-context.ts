import { conversationLinkToken } from "@chorus/auth/conversation-link";
import type { NotificationConfig } from "../../config.ts";
import type { Mail } from "../../templates/mail.ts";
import type { TenantFacts } from "../tenant.ts";
import type { DeliveryRow, SentMessages } from "../channel.ts";

/** The context of every mail. */
export interface MailContext {
  config: NotificationConfig;
  tenant: TenantFacts;
  unsubscribeUrl: string | null;
  /** Of the mails before about the same conversation. */
  keptSubject: string | null;
  nowMs: number;
}

/** With the messages of a conversation in it, where it tells of any, and whether those behind them are left for another mail. */
export type WrittenMail = Mail & { messages?: SentMessages; leavesRest?: boolean };

/** Leads to the tenant's site, where the widget opens the conversation; null when the tenant has named no page. */
export function conversationUrl({ config, tenant, nowMs }: MailContext, delivery: DeliveryRow): string | null {
  if (tenant.siteUrl === null) return null;
  const { tenant_id: tenantId, recipient_id: customerId, conversation_id: conversationId, address } = delivery;
  const link = { tenantId, customerId, conversationId: conversationId ?? "", address };
  return `${tenant.siteUrl}/#chorus=${conversationLinkToken(config.secrets.links, link, nowMs)}`;
}
