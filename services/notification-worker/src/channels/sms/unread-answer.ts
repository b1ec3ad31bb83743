import type { NotificationContext } from "../../context.ts";
import { mailLanguage, type MailLanguage } from "../../templates/languages.ts";
import { readTenant } from "../tenant.ts";
import { tenantsThatWroteTo } from "./twilio-status.ts";

const NOT_READ: Record<MailLanguage, string> = {
  en: "Text messages to this number are not read. Please write in the chat.",
  de: "Nachrichten an diese Nummer werden nicht gelesen. Bitte schreiben Sie im Chat.",
  es: "Los mensajes a este número no se leen. Escriba en el chat, por favor.",
};

/** What somebody is told who answers a text message, which nobody would see; null when nobody wrote to them or they want nothing. */
export async function replyToUnread(context: NotificationContext, number: string): Promise<string | null> {
  const { smsAnswerLimit } = context;
  if (!(await smsAnswerLimit.count(number))) return null;
  let text: string | null = null;
  try {
    text = await writeReply(context, number);
    return text;
  } finally {
    if (text === null) await smsAnswerLimit.giveBack(number);
  }
}

async function writeReply(context: NotificationContext, number: string): Promise<string | null> {
  const tenantIds = await tenantsThatWroteTo(context, number);
  const written = await Promise.all(tenantIds.map((tenantId) => readSender(context, tenantId, number)));
  const senders = written.filter(({ isStopped }) => !isStopped);
  if (senders.length === 0) return null;
  const locale = senders.find((sender) => sender.locale !== null)?.locale;
  const text = NOT_READ[mailLanguage(locale)];
  // Several tenants may share the operator's number: then nobody knows which of them was answered.
  const siteUrl = tenantIds.length > 1 ? null : senders[0]?.siteUrl;
  return siteUrl ? `${text} ${siteUrl}` : text;
}

interface Sender {
  /** They want nothing from it any more. */
  isStopped: boolean;
  locale: string | null;
  siteUrl: string | null;
}

/** A tenant that wrote to this number. */
function readSender(context: NotificationContext, tenantId: string, number: string): Promise<Sender> {
  return context.database.readTenant(tenantId, async (tx) => {
    const stopped = await tx
      .selectFrom("suppressions")
      .select("address")
      .where("channel", "=", "sms")
      .where("address", "=", number)
      .executeTakeFirst();
    const customer = await tx
      .selectFrom("customers")
      .select("locale")
      .where("phone", "=", number)
      .where("locale", "is not", null)
      .executeTakeFirst();
    const { siteUrl } = await readTenant(tx);
    return { isStopped: stopped !== undefined, locale: customer?.locale ?? null, siteUrl };
  });
}
