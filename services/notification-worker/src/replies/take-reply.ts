import { appendMessages, type AppendResult } from "@chorus/contracts/routes/internal-chat";
import { sql } from "kysely";
import type { NotificationContext } from "../context.ts";
import { mailLanguage } from "../templates/languages.ts";
import { messageIdOfMail, messageOfMail } from "./message-of-mail.ts";
import { readMail, type IncomingMail } from "./read-mail.ts";
import { readReplyAddress } from "./reply-address.ts";

/** A mail as a mail server hands it over. */
export interface HandedOver {
  raw: Uint8Array;
  envelopeFrom: string;
  envelopeTo: string;
}

/** `refused`: the sender's own mail server tells them why. `later`: it tries again. */
export type Taken =
  | { outcome: "appended" | "repeated"; conversationId: string }
  | { outcome: "ignored" | "refused" | "later"; detail: string };

/** Puts a customer's answer by mail into its conversation. Handed over twice, it is there once. */
export async function takeReply(context: NotificationContext, handed: HandedOver): Promise<Taken> {
  const { config } = context;
  const conversationId =
    config.replies && readReplyAddress(config.secrets.chorus, config.replies.mailbox, handed.envelopeTo);
  if (!conversationId) return refused("There is no such address. Please answer the mail itself, with its own address.");
  const mail = await readMail(handed.raw, handed.envelopeFrom);
  if (mail.isAutomatic) return { outcome: "ignored", detail: "Automatic answers are not messages." };
  const writer = await findWriter(context, conversationId);
  if (!writer) return refused("The conversation is no more.");
  const problem = problemOf(mail, writer);
  if (problem) return refused(problem);
  const body = messageOfMail(mail, mailLanguage(writer.locale));
  if (body === "") return refused("The mail has no text of its own above what it quotes.");
  if (!(await context.replyLimits(conversationId)))
    return { outcome: "later", detail: "Too many mails about one conversation: the next ones can come in an hour." };
  const { tenantId, customerId } = writer;
  const clientMessageId = messageIdOfMail(conversationId, mail, handed.raw);
  const principal = { tenantId, userId: customerId, role: "customer" as const, sessionId: customerId };
  const { results } = await context.chat.call(appendMessages, {
    body: { tenantId, items: [{ principal, conversationId, clientMessageId, body, kind: "text" }] },
  });
  return conclude(conversationId, results[0]);
}

function conclude(conversationId: string, result: AppendResult | undefined): Taken {
  if (result?.ok) return { outcome: result.duplicate ? "repeated" : "appended", conversationId };
  if (result?.error.code === "closed")
    return refused("This conversation has ended and another one has begun: please answer a mail about that one.");
  return refused("The message could not be stored. Please write in the chat on the web site.");
}

interface Writer {
  tenantId: string;
  customerId: string;
  locale: string | null;
  isWelcome: boolean;
  /** Where mails about this conversation went, and where the next one would go. */
  addresses: ReadonlySet<string>;
}

async function findWriter(context: NotificationContext, conversationId: string): Promise<Writer | null> {
  const found = await context.database.withSystem((tx) =>
    sql<{ tenant_id: string }>`select tenant_id from company_of_conversation(${conversationId})`.execute(tx),
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
    const isWelcome = customer.banned_at === null && customer.status === "active";
    return { tenantId, customerId: customer.id, locale: customer.locale, isWelcome, addresses };
  });
}

/** A mail that was passed on must not make its reader the customer. */
function problemOf(mail: IncomingMail, writer: Writer): string | null {
  if (!writer.isWelcome) return "This chat is not available.";
  if (mail.from !== null && writer.addresses.has(mail.from)) return null;
  return "Please answer from the address that our mail went to, or open the conversation with the button in it.";
}

function refused(detail: string): Taken {
  return { outcome: "refused", detail };
}
