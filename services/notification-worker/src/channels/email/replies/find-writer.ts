import type { TenantTx } from "@chorus/database/database";
import { sql } from "kysely";
import type { NotificationContext } from "../../../context.ts";
import { readTenant } from "../../tenant.ts";
import { mailLanguage, type MailLanguage } from "../../../templates/languages.ts";
import { ownWords } from "../../../templates/own-words.ts";
import { knownText, type KnownText } from "../reading/known-text.ts";

/** Whom an answer is from, when it is from whom it should be. */
export interface Writer {
  tenantId: string;
  customerId: string;
  language: MailLanguage;
  isWelcome: boolean;
  /** Where mails about this conversation went, and where the next one would go. */
  addresses: ReadonlySet<string>;
  /** What they may quote. */
  known: KnownText;
}

/** Nobody quotes more than the last mails. */
const KNOWN_MESSAGES = 100;

/** @returns null for a conversation that is not there any more */
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
    return {
      tenantId,
      customerId: customer.id,
      language,
      isWelcome: customer.banned_at === null && customer.status === "active",
      addresses: await addressesOf(tx, conversationId, customer),
      known: await readKnown(context, tx, conversationId),
    };
  });
}

async function addressesOf(
  tx: TenantTx,
  conversationId: string,
  customer: { id: string; email: string | null },
): Promise<Set<string>> {
  const told = await tx
    .selectFrom("deliveries")
    .select("address")
    .distinct()
    .where("conversation_id", "=", conversationId)
    .where("recipient_id", "=", customer.id)
    .where("channel", "=", "email")
    .execute();
  const addresses = new Set(told.map(({ address }) => address.toLowerCase()));
  if (customer.email !== null) addresses.add(customer.email.toLowerCase());
  return addresses;
}

/** What our mails say, and who sends them. */
async function readKnown({ config }: NotificationContext, tx: TenantTx, conversationId: string): Promise<KnownText> {
  const tenant = await readTenant(tx);
  const messages = await tx
    .selectFrom("events")
    .select(["actor_type", "actor_name", "data"])
    .where("conversation_id", "=", conversationId)
    .where("kind", "=", "message.created")
    .where("deleted_at", "is", null)
    .orderBy("seq", "desc")
    .limit(KNOWN_MESSAGES)
    .execute();
  const desk = messages.filter(({ actor_type: type }) => type === "agent" || type === "assistant");
  return knownText(
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
