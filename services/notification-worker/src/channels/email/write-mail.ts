import { passwordLinkToken } from "@chorus/auth/password-link";
import { deviceParts } from "@chorus/contracts/device-name";
import { QUOTAS, warnedPeriodOf } from "@chorus/contracts/quotas";
import type { TenantTx } from "@chorus/database/database";
import { accountSecurityMail, type SecurityEvent } from "../../templates/account-security.ts";
import { DESK_EVENTS, deskNews, type DeskEvent } from "../../templates/desk-news.ts";
import type { Mail } from "../../templates/mail.ts";
import { passwordLinkMail } from "../../templates/password-link.ts";
import { quotaWarning } from "../../templates/quota-warning.ts";
import { testMail } from "../../templates/test-message.ts";
import type { DeliveryRow } from "../channel.ts";
import type { MailContext, WrittenMail } from "./mail-context.ts";
import { readDeskReader } from "./desk-reader.ts";
import { writeUnread } from "./write-unread.ts";
import { writeTranscript } from "./write-transcript.ts";

/** The mail with the current data; null when there is nothing to send any more. */
export function writeMail(context: MailContext, tx: TenantTx, delivery: DeliveryRow): Promise<WrittenMail | null> {
  if (delivery.kind === "message.unread") return writeUnread(context, tx, delivery);
  if (delivery.kind === "people.invitation" || delivery.kind === "people.password_reset")
    return aboutPassword(context, tx, delivery);
  if (delivery.kind === "people.new_device") return aboutAccount(context, tx, delivery, "new_device");
  if (delivery.kind === "people.password_changed") return aboutAccount(context, tx, delivery, "password_changed");
  if (delivery.kind === "tenant.quota") return aboutQuotas(context, tx, delivery);
  if (delivery.kind === "conversation.transcript") return writeTranscript(context, tx, delivery);
  if (delivery.kind === "test") return aboutTest(context, tx, delivery);
  const event = DESK_EVENTS.find((candidate) => candidate === delivery.kind);
  if (!event) throw new Error(`no template for ${delivery.kind}`);
  return aboutTheDesk(context, tx, delivery, event);
}

async function aboutTest({ tenant }: MailContext, tx: TenantTx, delivery: DeliveryRow): Promise<Mail> {
  const { language } = await readDeskReader(tx, delivery.recipient_id, tenant.settings);
  return testMail({ language, tenant });
}

async function aboutPassword(context: MailContext, tx: TenantTx, delivery: DeliveryRow): Promise<Mail | null> {
  const link = await tx
    .selectFrom("password_links as l")
    .innerJoin("users as u", (join) => join.onRef("u.tenant_id", "=", "l.tenant_id").onRef("u.id", "=", "l.user_id"))
    .select(["l.purpose", "u.name"])
    .where("l.id", "=", delivery.subject_id ?? "")
    .where("l.used_at", "is", null)
    .executeTakeFirst();
  if (!link) return null;
  const token = passwordLinkToken(context.config.secrets.links, delivery.tenant_id, delivery.subject_id ?? "");
  const url = `${context.config.deskUrl}/reset-password#${token}`;
  const { tenant } = context;
  const { language } = await readDeskReader(tx, delivery.recipient_id, tenant.settings);
  return passwordLinkMail({ language, tenant, person: link.name, purpose: link.purpose, url });
}

async function aboutAccount(
  context: MailContext,
  tx: TenantTx,
  delivery: DeliveryRow,
  event: SecurityEvent,
): Promise<Mail | null> {
  const session = await tx
    .selectFrom("sessions")
    .select(["user_agent", "ip", "created_at"])
    .where("id", "=", delivery.subject_id ?? "")
    .executeTakeFirst();
  if (!session) return null;
  const { tenant, config } = context;
  const isSignIn = event === "new_device";
  return accountSecurityMail({
    event,
    tenant,
    reader: await readDeskReader(tx, delivery.recipient_id, tenant.settings),
    use: {
      ...deviceParts(session.user_agent),
      ip: session.ip,
      at: isSignIn ? session.created_at : delivery.created_at,
    },
    url: isSignIn ? `${config.deskUrl}/settings/account` : config.deskUrl,
  });
}

/** Of everything that this period has warned of: two that come close to their ends one after the other are both in the second mail. */
async function aboutQuotas(context: MailContext, tx: TenantTx, delivery: DeliveryRow): Promise<Mail | null> {
  const rows = await tx.selectFrom("tenant_quotas").select(["quota", "amount", "warned_period"]).execute();
  const atMs = delivery.created_at.getTime();
  const warned = rows
    .filter(({ quota, warned_period: period }) => period === warnedPeriodOf(quota, atMs))
    .map(({ quota, amount }) => ({ quota, amount: amount ?? QUOTAS[quota].default }));
  if (warned.length === 0) return null;
  const { tenant, config } = context;
  const { language } = await readDeskReader(tx, delivery.recipient_id, tenant.settings);
  return quotaWarning({ language, tenant, warned, url: `${config.deskUrl}/settings/features` });
}

async function aboutTheDesk(
  context: MailContext,
  tx: TenantTx,
  delivery: DeliveryRow,
  event: DeskEvent,
): Promise<Mail | null> {
  const conversationId = delivery.conversation_id ?? "";
  const about = await tx
    .selectFrom("events as e")
    .innerJoin("conversations as c", (join) =>
      join.onRef("c.tenant_id", "=", "e.tenant_id").onRef("c.id", "=", "e.conversation_id"),
    )
    .innerJoin("customers as p", (join) =>
      join.onRef("p.tenant_id", "=", "c.tenant_id").onRef("p.id", "=", "c.customer_id"),
    )
    .select(["e.kind", "e.actor_name", "e.data", "e.deleted_at", "p.name as customer"])
    .where("e.conversation_id", "=", conversationId)
    .where("e.seq", "=", delivery.to_seq ?? 0)
    .executeTakeFirst();
  if (!about || (about.kind === "note.created" && about.deleted_at)) return null;
  const isText = about.kind === "message.created" || about.kind === "note.created";
  const { language } = await readDeskReader(tx, delivery.recipient_id, context.tenant.settings);
  return deskNews({
    event,
    language,
    tenant: context.tenant,
    facts: { customer: about.customer, actor: about.actor_name },
    quote: isText ? { author: about.actor_name, body: bodyOf(about.data) } : null,
    url: `${context.config.deskUrl}/conversations/${conversationId}`,
    settingsUrl: `${context.config.deskUrl}/settings/notifications`,
  });
}

function bodyOf({ body }: Record<string, unknown>): string {
  return typeof body === "string" ? body : "";
}
