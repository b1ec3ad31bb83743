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
  const conversationIds = conversations.map(({ id }) => id);
  const addresses = [customer?.email, customer?.phone, ...deliveries.map(({ address }) => address)];
  return {
    customer: [customerId],
    conversation: conversationIds,
    delivery: deliveries.map(({ id }) => id),
    summary: summaries.map(({ id }) => id),
    address: [...new Set(addresses.filter((address) => typeof address === "string" && address !== ""))] as string[],
    "any of their ids": [customerId, ...conversationIds],
  };
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
