import type { TenantSettings } from "@chorus/contracts/entities/tenant-settings";
import type { TenantTx } from "@chorus/database/database";
import { mailLanguage } from "../../templates/languages.ts";
import type { Mail } from "../../templates/mail.ts";
import { transcriptMail } from "../../templates/transcript.ts";
import type { DeliveryRow } from "../channel.ts";
import { readDeskReader } from "./desk-reader.ts";
import { type MailContext, conversationUrl } from "./mail-context.ts";

/** A mail of several megabytes would be refused; the whole conversation is in the chat. */
const MAX_MESSAGES = 300;

/** The messages, without notes and deleted ones. Null when the recipient does not exist any more. */
export async function writeTranscript(context: MailContext, tx: TenantTx, delivery: DeliveryRow): Promise<Mail | null> {
  const conversationId = delivery.conversation_id ?? "";
  const customer = await tx
    .selectFrom("conversations as c")
    .innerJoin("customers as p", (join) =>
      join.onRef("p.tenant_id", "=", "c.tenant_id").onRef("p.id", "=", "c.customer_id"),
    )
    .select(["p.id", "p.name", "p.locale", "p.erased_at"])
    .where("c.id", "=", conversationId)
    .executeTakeFirst();
  if (!customer || customer.erased_at) return null;
  const messages = tx
    .selectFrom("events")
    .where("conversation_id", "=", conversationId)
    .where("seq", "<=", delivery.to_seq ?? 0)
    .where("kind", "=", "message.created")
    .where("public_seq", "is not", null)
    .where("deleted_at", "is", null);
  const rows = await messages
    .select(["actor_name", "actor_type", "data", "created_at"])
    .orderBy("seq", "desc")
    .limit(MAX_MESSAGES)
    .execute();
  if (rows.length === 0) return null;
  const { count } = await messages.select(({ fn }) => fn.countAll<string>().as("count")).executeTakeFirstOrThrow();
  const isCustomers = delivery.recipient_type === "customer";
  const { config, tenant } = context;
  const { language, timeZone } = isCustomers
    ? { language: mailLanguage(customer.locale), timeZone: await timeZoneOf(tx, customer.id, tenant.settings) }
    : await readDeskReader(tx, delivery.recipient_id, tenant.settings);
  return transcriptMail({
    language,
    locale:
      isCustomers && customer.locale?.startsWith(language) && isLocale(customer.locale) ? customer.locale : language,
    tenant,
    partner: isCustomers ? tenant.teamName : customer.name,
    lines: rows.toReversed().map((row) => ({
      author: row.actor_name,
      body: typeof row.data["body"] === "string" ? row.data["body"] : "",
      at: row.created_at,
      isCustomer: row.actor_type === "customer",
    })),
    leftOut: Number(count) - rows.length,
    timeZone,
    openUrl: isCustomers ? conversationUrl(context, delivery) : `${config.deskUrl}/conversations/${conversationId}`,
  });
}

/** The value that a browser reports is not always a valid language tag. */
function isLocale(name: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(name).length > 0;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** The zone of the device that was used last, else the tenant's. */
async function timeZoneOf(tx: TenantTx, customerId: string, { businessHours }: TenantSettings): Promise<string> {
  const device = await tx
    .selectFrom("devices")
    .select("time_zone")
    .where("customer_id", "=", customerId)
    .where("time_zone", "is not", null)
    .orderBy("last_seen_at", (order) => order.desc().nullsLast())
    .executeTakeFirst();
  if (device?.time_zone && isTimeZone(device.time_zone)) return device.time_zone;
  return businessHours?.timeZone ?? "UTC";
}

/** Chromium reports "Etc/Unknown" when it cannot tell. */
function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "Etc/Unknown";
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
