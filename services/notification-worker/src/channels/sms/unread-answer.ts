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
  const tenantIds = await tenantsThatWroteTo(context, number);
  const [tenantId] = tenantIds;
  if (tenantId === undefined || !(await context.smsAnswerLimit(number))) return null;
  return context.database.readTenant(tenantId, async (tx) => {
    const stopped = await tx
      .selectFrom("suppressions")
      .select("address")
      .where("channel", "=", "sms")
      .where("address", "=", number)
      .executeTakeFirst();
    if (stopped) return null;
    const customer = await tx.selectFrom("customers").select("locale").where("phone", "=", number).executeTakeFirst();
    const text = NOT_READ[mailLanguage(customer?.locale)];
    // Several tenants may share the operator's number: then nobody knows which of them was answered.
    const { siteUrl } = await readTenant(tx);
    return tenantIds.length > 1 || siteUrl === null ? text : `${text} ${siteUrl}`;
  });
}
