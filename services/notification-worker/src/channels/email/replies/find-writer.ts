import type { TenantTx } from "@chorus/database/database";
import { sql } from "kysely";
import type { NotificationContext } from "../../../context.ts";
import { readTenant } from "../../tenant.ts";
import { mailLanguage, type MailLanguage } from "../../../templates/languages.ts";
import { ownWords } from "../../../templates/own-words.ts";
import { quotableText, type QuotableText } from "../reading/quotable-text.ts";

/** The customer of a conversation, who may reply by mail. */
export interface Writer {
  tenantId: string;
  customerId: string;
  language: MailLanguage;
  mayWrite: boolean;
  /** Addresses that mails about this conversation went to, and the current one. */
  addresses: ReadonlySet<string>;
  /** Subjects of mails about this conversation; empty where they are not known. */
  subjects: readonly string[];
  /** The text that a reply may quote. */
  known: QuotableText;
}

/** Replies quote recent messages only. */
const MAX_MESSAGES = 100;

/** @returns null for a conversation that does not exist any more */
export async function findWriter(context: NotificationContext, conversationId: string): Promise<Writer | null> {
  const found = await context.database.withSystem((tx) =>
    sql<{ tenant_id: string }>`select tenant_id from tenant_of_conversation(${conversationId})`.execute(tx),
  );
  const tenantId = found.rows[0]?.tenant_id;
  if (!tenantId) return null;
  return context.database.readTenant(tenantId, async (tx) => {
    const customer = await tx
      .selectFrom("conversations as c")
      .innerJoin("customers as p", (join) =>
        join.onRef("p.tenant_id", "=", "c.tenant_id").onRef("p.id", "=", "c.customer_id"),
      )
      .innerJoin("tenants as t", "t.tenant_id", "c.tenant_id")
      .select(["p.id", "p.email", "p.locale", "p.banned_at", "p.erased_at", "t.status"])
      .where("c.id", "=", conversationId)
      .executeTakeFirst();
    if (!customer || customer.erased_at) return null;
    const language = mailLanguage(customer.locale);
    const delivered = await deliveredTo(tx, conversationId, customer.id);
    return {
      tenantId,
      customerId: customer.id,
      language,
      mayWrite: customer.banned_at === null && customer.status === "active",
      addresses: addressesOf(delivered, customer.email),
      subjects: [...new Set(delivered.flatMap(({ mail_subject: subject }) => subject ?? []))],
      known: await readQuotable(context, tx, conversationId),
    };
  });
}

function deliveredTo(tx: TenantTx, conversationId: string, customerId: string) {
  return tx
    .selectFrom("deliveries")
    .select(["address", "mail_subject"])
    .distinct()
    .where("conversation_id", "=", conversationId)
    .where("recipient_id", "=", customerId)
    .where("channel", "=", "email")
    .execute();
}

function addressesOf(delivered: readonly { address: string }[], current: string | null): Set<string> {
  const addresses = new Set(delivered.map(({ address }) => address.toLowerCase()));
  if (current !== null) addresses.add(current.toLowerCase());
  return addresses;
}

/** The texts and senders of our mails. */
async function readQuotable(
  { config }: NotificationContext,
  tx: TenantTx,
  conversationId: string,
): Promise<QuotableText> {
  const tenant = await readTenant(tx);
  const messages = await tx
    .selectFrom("events")
    .select(["actor_type", "actor_name", "data"])
    .where("conversation_id", "=", conversationId)
    .where("kind", "=", "message.created")
    .where("deleted_at", "is", null)
    .orderBy("seq", "desc")
    .limit(MAX_MESSAGES)
    .execute();
  const desk = messages.filter(({ actor_type: type }) => type === "agent" || type === "assistant");
  return quotableText(
    [...messages.map(({ data }) => (typeof data["body"] === "string" ? data["body"] : "")), ...ownWords(tenant)],
    [
      ...new Set(desk.map((message) => message.actor_name)),
      tenant.teamName,
      tenant.name,
      config.email.from,
      config.replies?.mailbox ?? config.email.from,
    ],
  );
}
