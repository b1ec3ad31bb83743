import { CUSTOMER_TABLES, exportedColumns, isAboutCustomer } from "@chorus/database/personal-data";
import { notFound } from "@chorus/kernel/app-error";
import { sql } from "kysely";
import { requirePermission, type Principal } from "../identity/principal.ts";
import type { ChatContext } from "../context.ts";
import { presentCustomerConversation } from "../conversations/present/present-conversation.ts";
import { presentMessage } from "../conversations/present/present-event.ts";
import { findConversation } from "../conversations/rows/conversation-queries.ts";
import { readLog } from "../exports/read-log.ts";
import { readRows } from "../exports/read-pages.ts";
import { jsonList, streamText } from "@chorus/http/stream-text";
import { findCustomerLinks, type CustomerLinks, isOfCustomer, type CustomerTable } from "./customer-links.ts";
import { findCustomer, presentCustomer } from "./customer-queries.ts";

interface Subject {
  tenantId: string;
  links: CustomerLinks;
}

/**
 * Everything about a customer as the customer may see it: themselves, their conversations, and under `records` every row of
 * theirs with the columns that the inventory of personal data exports.
 * @throws AppError `not_found`
 */
export async function exportCustomer(
  context: ChatContext,
  principal: Principal,
  customerId: string,
): Promise<ReadableStream<Uint8Array>> {
  requirePermission(principal, "people.manage");
  // The export contains messages, so an API key needs the scope to read them.
  requirePermission(principal, "conversation.read");
  const { tenantId } = principal;
  const { customer, links } = await context.database.background.readTenant(tenantId, async (tx) => ({
    customer: await findCustomer(tx, customerId),
    links: await findCustomerLinks(tx, customerId, "export"),
  }));
  if (!customer) throw notFound();
  async function* write(): AsyncGenerator<string> {
    yield `{"customer":${JSON.stringify(presentCustomer(customer!))},"conversations":`;
    yield* conversationsOf(context, { tenantId, links });
    yield `,"records":`;
    yield* recordsOf(context, { tenantId, links });
    yield "}";
  }
  return streamText(write(), { logger: context.logger, tenantId });
}

async function* conversationsOf(context: ChatContext, { tenantId, links }: Subject): AsyncGenerator<string> {
  let between = "[";
  for (const conversationId of links.conversation) {
    const row = await context.database.background.readTenant(tenantId, (tx) =>
      findConversation(tx, "desk", conversationId),
    );
    if (!row) continue;
    yield `${between}{"conversation":${JSON.stringify(presentCustomerConversation(row))},"messages":`;
    yield* jsonList(messagesOf(context, tenantId, conversationId));
    yield "}";
    between = ",";
  }
  yield between === "[" ? "[]" : "]";
}

async function* messagesOf(context: ChatContext, tenantId: string, conversationId: string) {
  for await (const event of readLog(context.database, tenantId, { conversationId, kinds: ["message.created"] }))
    yield presentMessage(event, "customer");
}

async function* recordsOf(context: ChatContext, subject: Subject): AsyncGenerator<string> {
  let between = "{";
  for (const table of CUSTOMER_TABLES.filter(hasPersonalExport)) {
    yield `${between}${JSON.stringify(camelCase(table.name))}:`;
    yield* jsonList(rowsOf(context, subject, table));
    between = ",";
  }
  yield "}";
}

function hasPersonalExport(table: CustomerTable): boolean {
  return table.columns.some(({ holds }) => isAboutCustomer(holds) && holds.exported === true);
}

async function* rowsOf(context: ChatContext, { tenantId, links }: Subject, table: CustomerTable) {
  const shown = sql.raw(table.customer.exportedRows ?? "true");
  const where = sql`${isOfCustomer(table, links)} and (${shown})`;
  for await (const row of readRows(context.database, tenantId, { table, columns: exportedColumns(table), where }))
    yield Object.fromEntries(Object.entries(row).map(([column, value]) => [camelCase(column), value]));
}

function camelCase(name: string): string {
  return name.replaceAll(/[_.]([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
