import type { CUSTOMER_TABLES } from "@chorus/database/personal-data";
import { sql, type RawBuilder } from "kysely";
import type { CustomerLinks } from "./customer-links.ts";

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
