import type { Tables } from "../tables.ts";

/** What happens to a column of a customer when the customer is erased. */
type Erasure =
  /** The row stays; the column becomes this SQL expression. */
  | { blank: string }
  /** The row is deleted. */
  | "with its row"
  /** The row and the column stay, for this reason. */
  | { kept: string };

/**
 * What a column contains:
 * - `none`: nothing about a person: states, counts, times of the row itself, settings.
 * - `identifier`: a random id of Chorus, meaningless without the row that it names.
 * - `secret`: a credential or its hash. It never leaves the database, not even in an export.
 * - of a `user`: a member of the desk. It is deleted with the tenant, and is in the tenant's export.
 * - of a `customer`: erased and exported with the customer, as it says.
 */
export type ColumnClass =
  | "none"
  | "identifier"
  | "secret"
  | { of: "user" }
  | { of: "customer"; erased: Erasure; exported: true | { no: string } };

/** How a customer's rows are found: the column contains the customer's id, or that of something of theirs. */
export type Link =
  | "customer"
  | "conversation"
  | "cart"
  | "order"
  | "delivery"
  | "summary"
  | "address"
  | "any of their ids";

export interface TableInventory<Row> {
  /** The primary key after the tenant; pages of an export are ordered by it. */
  key: readonly (keyof Row & string)[];
  /** Null for a table without customers' data. */
  customer: { column: keyof Row & string; links: Link; exportedRows?: string } | null;
  /** Whether it is in the tenant's export, or why not. */
  tenantExport: true | { no: string };
  columns: Readonly<Record<keyof Row & string, ColumnClass>>;
}

export type Inventory<Names extends keyof Tables = keyof Tables> = {
  readonly [Name in Names]: TableInventory<Tables[Name]>;
};

export const user: ColumnClass = { of: "user" };

export function blanked(blank: string, exported: true | { no: string } = true): ColumnClass {
  return { of: "customer", erased: { blank }, exported };
}

export function removed(exported: true | { no: string } = true): ColumnClass {
  return { of: "customer", erased: "with its row", exported };
}

export function kept(reason: string): ColumnClass {
  return { of: "customer", erased: { kept: reason }, exported: true };
}
