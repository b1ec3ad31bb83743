import type { TenantTx } from "@chorus/database/database";
import type { Link } from "@chorus/database/personal-data/classes";
import type { CUSTOMER_TABLES } from "@chorus/database/personal-data";
import { sql, type RawBuilder } from "kysely";

/** The column by which each table of the inventory refers to a customer. */
export type CustomerLinks = Readonly<Record<Link, readonly string[]>>;

/** Read before anything of the customer is blanked. */
export async function findCustomerLinks(tx: TenantTx, customerId: string): Promise<CustomerLinks> {
  const customer = await tx
    .selectFrom("customers")
    .select(["email", "phone"])
    .where("id", "=", customerId)
    .executeTakeFirst();
  const deliveries = await tx
    .selectFrom("deliveries")
    .select(["id", "address"])
    .where("recipient_id", "=", customerId)
    .execute();
  const conversations = await tx
    .selectFrom("conversations")
    .select("id")
    .where("customer_id", "=", customerId)
    .orderBy("id")
    .execute();
  const summaries = await tx
    .selectFrom("summaries")
    .innerJoin("conversations", "conversations.id", "summaries.conversation_id")
    .select("summaries.id")
    .where("conversations.customer_id", "=", customerId)
    .execute();
  const orders = await tx.selectFrom("commerce.orders").select("id").where("customer_id", "=", customerId).execute();
  const conversationIds = conversations.map(({ id }) => id);
  const addresses = [customer?.email, customer?.phone, ...deliveries.map(({ address }) => address)];
  const known = [...new Set(addresses.filter((address) => typeof address === "string" && address !== ""))] as string[];
  return {
    customer: [customerId],
    conversation: conversationIds,
    order: orders.map(({ id }) => id),
    delivery: deliveries.map(({ id }) => id),
    summary: summaries.map(({ id }) => id),
    address: await ofNobodyElse(tx, known, customerId),
    "any of their ids": [customerId, ...conversationIds],
  };
}

/** An address that others of the tenant have, too, keeps its suppression: their word to stop still holds. */
async function ofNobodyElse(tx: TenantTx, addresses: readonly string[], customerId: string): Promise<string[]> {
  if (addresses.length === 0) return [];
  const { rows } = await sql<{ address: string }>`
    select a as address from unnest(${addresses}::text[]) a
    where not exists (select from customers c where c.id <> ${customerId} and c.email = a)
      and not exists (select from customers c where c.id <> ${customerId} and c.phone = a)
      and not exists (select from users u where u.email = a)`.execute(tx);
  return rows.map(({ address }) => address);
}

export type CustomerTable = (typeof CUSTOMER_TABLES)[number];

/** The condition that a table's rows are this customer's. */
export function isOfCustomer({ customer }: CustomerTable, links: CustomerLinks): RawBuilder<unknown> {
  const column = sql.ref(customer.column);
  const values = links[customer.links];
  if (customer.links === "any of their ids") return sql`${column} && ${values}::uuid[]`;
  return customer.links === "address"
    ? sql`${column} = any(${values}::text[])`
    : sql`${column} = any(${values}::uuid[])`;
}
