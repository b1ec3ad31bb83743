import type { TenantTx } from "@chorus/database/database";
import { CUSTOMER_TABLES, isAboutCustomer } from "@chorus/database/personal-data";
import { sql } from "kysely";
import { type CustomerLinks, isOfCustomer, type CustomerTable } from "./customer-links.ts";

/**
 * Deletes or blanks the customer's rows in every table, as the inventory says.
 * @returns how many messages and notes lost their text
 */
export async function eraseRows(tx: TenantTx, links: CustomerLinks): Promise<number> {
  let messages = 0;
  // Referring tables before the ones they refer to.
  for (const table of CUSTOMER_TABLES.toReversed()) {
    const changed = await (goWhole(table) ? removeRows(tx, table, links) : blankRows(tx, table, links));
    if (table.name !== "events") continue;
    messages = changed.filter(({ kind }) => kind === "message.created" || kind === "note.created").length;
  }
  return messages;
}

function goWhole(table: CustomerTable): boolean {
  return table.columns.some(({ holds }) => isAboutCustomer(holds) && holds.erased === "with its row");
}

async function removeRows(tx: TenantTx, table: CustomerTable, links: CustomerLinks): Promise<never[]> {
  await sql`delete from ${sql.table(table.name)} where ${isOfCustomer(table, links)}`.execute(tx);
  return [];
}

/** Only rows with a value to remove are written; none of a table of which all is kept. */
async function blankRows(tx: TenantTx, table: CustomerTable, links: CustomerLinks): Promise<{ kind?: string }[]> {
  const blanks = table.columns.flatMap(({ name, holds }) =>
    isAboutCustomer(holds) && typeof holds.erased === "object" && "blank" in holds.erased
      ? [{ column: sql.ref(name), value: sql.raw(holds.erased.blank) }]
      : [],
  );
  if (blanks.length === 0) return [];
  const { rows } = await sql<{ kind?: string }>`
    update ${sql.table(table.name)} t set ${sql.join(blanks.map(({ column, value }) => sql`${column} = ${value}`))}
    where ${isOfCustomer(table, links)}
      and (${sql.join(
        blanks.map(({ column, value }) => sql`${column} is distinct from ${value}`),
        sql` or `,
      )})
    returning to_jsonb(t) ->> 'kind' as kind`.execute(tx);
  return rows;
}
