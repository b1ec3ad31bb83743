import type { TenantTx } from "@chorus/database/database";
import { markdownToPlain } from "@chorus/markdown/plain";
import { sql } from "kysely";
import type { NotificationContext } from "../../../context.ts";
import { readTenant } from "../../tenant.ts";
import { mailLanguage, type MailLanguage } from "../../../templates/languages.ts";
import { formerSubjects } from "../../../templates/former-words.ts";
import { OWN_LABELS, ownWords } from "../../../templates/own-words.ts";
import { quotableText, type QuotableText } from "../reading/quotable-text.ts";

/** The customer of a conversation, who may reply by mail. */
export interface Writer {
  tenantId: string;
  customerId: string;
  language: MailLanguage;
  mayWrite: boolean;
  /** In lower case. A former one may have been a stranger's; null: they have none (any more). */
  address: string | null;
  /** Subjects of mails about this conversation; empty where they are not known. */
  subjects: readonly string[];
}

/** Replies quote recent messages only. */
const MAX_MESSAGES = 100;

/** @returns null for a conversation that does not exist any more */
export async function tenantOfConversation(
  { database }: NotificationContext,
  conversationId: string,
): Promise<string | null> {
  const found = await database.withSystem((tx) =>
    sql<{ tenant_id: string }>`select tenant_id from tenant_of_conversation(${conversationId})`.execute(tx),
  );
  return found.rows[0]?.tenant_id ?? null;
}

/** @returns null for a conversation that does not exist any more */
export async function findWriter(context: NotificationContext, conversationId: string): Promise<Writer | null> {
  const tenantId = await tenantOfConversation(context, conversationId);
  if (tenantId === null) return null;
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
      address: customer.email?.toLowerCase() ?? null,
      subjects: await subjectsOf(tx, conversationId, delivered),
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

/** With those of long ago, unless none is known: then any may be ours. */
async function subjectsOf(
  tx: TenantTx,
  conversationId: string,
  delivered: readonly { mail_subject: string | null }[],
): Promise<string[]> {
  const stored = delivered.flatMap(({ mail_subject: subject }) => subject ?? []);
  if (stored.length === 0) return [];
  const { teamName } = await readTenant(tx);
  const messages = await recentMessages(tx, conversationId).select(["actor_type", "actor_name"]).execute();
  return [...new Set([...stored, ...formerSubjects(teamName, namesOfDesk(messages))])];
}

function recentMessages(tx: TenantTx, conversationId: string) {
  return tx
    .selectFrom("events")
    .where("conversation_id", "=", conversationId)
    .where("kind", "=", "message.created")
    .where("deleted_at", "is", null)
    .orderBy("seq", "desc")
    .limit(MAX_MESSAGES);
}

function namesOfDesk(messages: readonly { actor_type: string; actor_name: string }[]): string[] {
  return [...new Set(messages.filter(isOfDesk).map((message) => message.actor_name))];
}

function isOfDesk({ actor_type: type }: { actor_type: string }): boolean {
  return type === "agent" || type === "assistant";
}

/** The texts and senders of our mails, which a reply may quote. */
export function readQuotable(
  { config, database }: NotificationContext,
  tenantId: string,
  conversationId: string,
): Promise<QuotableText> {
  return database.readTenant(tenantId, (tx) => quotableOf(tx, config, conversationId));
}

async function quotableOf(
  tx: TenantTx,
  config: NotificationContext["config"],
  conversationId: string,
): Promise<QuotableText> {
  const tenant = await readTenant(tx);
  const messages = await recentMessages(tx, conversationId).select(["actor_type", "actor_name", "data"]).execute();
  const bodiesOf = (some: typeof messages) =>
    some.flatMap(({ data }) => (typeof data["body"] === "string" ? shownTexts(data["body"]) : []));
  const names = namesOfDesk(messages);
  const own = messages.filter(({ actor_type: type }) => type === "customer");
  return quotableText(
    [...bodiesOf(messages.filter(({ actor_type: type }) => type !== "customer")), ...ownWords(tenant, names)],
    [...names, tenant.teamName, tenant.name, config.email.from, config.replies?.mailbox ?? config.email.from],
    { texts: bodiesOf(own), names: [...new Set(own.map((message) => message.actor_name))], labels: OWN_LABELS },
    messages.length === MAX_MESSAGES || (await isAnyChanged(tx, conversationId)),
  );
}

/** Our mails keep what has been edited or deleted since. */
async function isAnyChanged(tx: TenantTx, conversationId: string): Promise<boolean> {
  const changed = await tx
    .selectFrom("events")
    .select("seq")
    .where("conversation_id", "=", conversationId)
    .where("kind", "=", "message.created")
    .where((is) => is.or([is("edited_at", "is not", null), is("deleted_at", "is not", null)]))
    .limit(1)
    .executeTakeFirst();
  return changed !== undefined;
}

/** A message as it was written, and as our mails have shown it. */
function shownTexts(body: string): string[] {
  const shown = markdownToPlain(body, { withAddresses: false });
  return shown === body ? [body] : [body, shown];
}
