import type { ColumnClass, Inventory, TableInventory } from "./personal-data/classes.ts";
import { COMMERCE } from "./personal-data/commerce.ts";
import { CONVERSATIONS } from "./personal-data/conversations.ts";
import { FILES } from "./personal-data/files.ts";
import { NOTIFICATIONS } from "./personal-data/notifications.ts";
import { OPERATOR } from "./personal-data/operator.ts";
import { PEOPLE } from "./personal-data/people.ts";
import type { Tables } from "./tables.ts";

/**
 * What every column of every tenant table contains. Erasure, both exports and the test for data that an erasure left behind
 * are derived from it; a column that is missing here does not compile, and fails the test of the catalogue.
 */
export const PERSONAL_DATA: Inventory = {
  ...PEOPLE,
  ...CONVERSATIONS,
  ...NOTIFICATIONS,
  ...FILES,
  ...OPERATOR,
  ...COMMERCE,
};

export interface InventoriedTable extends Omit<TableInventory<Record<string, unknown>>, "columns"> {
  name: keyof Tables;
  columns: { name: string; holds: ColumnClass }[];
}

/** The same as a list. */
export const INVENTORIED_TABLES: readonly InventoriedTable[] = Object.entries(PERSONAL_DATA).map(([name, table]) => ({
  ...(table as unknown as TableInventory<Record<string, unknown>>),
  name: name as keyof Tables,
  columns: Object.entries<ColumnClass>(table.columns).map(([column, holds]) => ({ name: column, holds })),
}));

/** The tables with customers' data. */
export const CUSTOMER_TABLES = INVENTORIED_TABLES.filter(
  (table): table is InventoriedTable & { customer: NonNullable<InventoriedTable["customer"]> } =>
    table.customer !== null,
);

/** The exported columns of a customer's rows. */
export function exportedColumns(table: InventoriedTable): string[] {
  return table.columns
    .filter(({ name, holds }) => name !== "tenant_id" && holds !== "secret" && isExported(holds))
    .map(({ name }) => name);
}

function isExported(holds: ColumnClass): boolean {
  return typeof holds === "string" || (holds.of === "customer" && holds.exported === true);
}

export function isAboutCustomer(holds: ColumnClass): holds is Extract<ColumnClass, { of: "customer" }> {
  return typeof holds === "object" && holds.of === "customer";
}
