import type { TenantTx } from "@chorus/database/database";
import type { Link } from "@chorus/database/personal-data/classes";
import type { CUSTOMER_TABLES } from "@chorus/database/personal-data";
import { sql, type RawBuilder } from "kysely";

/** The column by which each table of the inventory refers to a customer. */
export type CustomerLinks = Readonly<Record<Link, readonly string[]>>;

/** Read before anything of the customer is blanked. What others of the tenant have, too, is exported, and no erasure takes it. */
export async function findCustomerLinks(
  tx: TenantTx,
  customerId: string,
  purpose: "export" | "erasure",
): Promise<CustomerLinks> {
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
  const carts = await tx.selectFrom("commerce.carts").select("id").where("customer_id", "=", customerId).execute();
  const orders = await tx.selectFrom("commerce.orders").select("id").where("customer_id", "=", customerId).execute();
  const conversationIds = conversations.map(({ id }) => id);
  const orderIds = orders.map(({ id }) => id);
  const present = [customer?.email, customer?.phone].filter((address) => typeof address === "string");
  const mailed = deliveries.map(({ address }) => address);
  return {
    customer: [customerId],
    conversation: conversationIds,
    cart: carts.map(({ id }) => id),
    order: orderIds,
    delivery: deliveries.map(({ id }) => id),
    summary: summaries.map(({ id }) => id),
    address: await findAddresses(tx, customerId, {
      own: purpose === "export" ? present : [],
      unlessShared: purpose === "export" ? mailed : [...present, ...mailed],
    }),
    "any of their ids": [customerId, ...conversationIds, ...orderIds],
  };
}

/**
 * As they were given and in lower case. An address that others of the tenant have, too, keeps its suppression: their word to stop
 * still holds.
 */
async function findAddresses(
  tx: TenantTx,
  customerId: string,
  { own, unlessShared }: { own: readonly string[]; unlessShared: readonly string[] },
): Promise<string[]> {
  const { rows } = await sql<{ address: string }>`
    with theirs as (
      select unnest(${own}::text[]) as address
      union select a from unnest(${unlessShared}::text[]) a
      where a <> ''
        and not exists (select from customers c where c.id <> ${customerId} and lower(c.email) = lower(a))
        and not exists (select from customers c where c.id <> ${customerId} and c.phone = a)
        and not exists (select from users u where lower(u.email) = lower(a))
    )
    select address from theirs union select lower(address) from theirs`.execute(tx);
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
