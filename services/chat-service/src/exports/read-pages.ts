import type { Database, TenantTx } from "@chorus/database/database";
import type { InventoriedTable } from "@chorus/database/personal-data";
import { sql, type RawBuilder } from "kysely";

/** Messages are the largest rows: this many of the longest take a few megabytes. */
const PAGE = 200;

export interface Rows {
  table: Pick<InventoriedTable, "name" | "key">;
  columns: readonly string[];
  where?: RawBuilder<unknown>;
}

interface StoredRow {
  row: Record<string, unknown>;
  position: string[];
}

/**
 * A tenant's rows of one table, in key order. Each page is read in a transaction that ends before the page is handed on, so that
 * a slow reader holds no transaction open and only one page is in memory.
 */
export async function* readRows(
  database: Database,
  tenantId: string,
  rows: Rows,
): AsyncGenerator<Record<string, unknown>> {
  let after: string[] = [];
  for (;;) {
    const from = after;
    const page = await database.background.readTenant(tenantId, (tx) => readPage(tx, rows, from));
    for (const { row } of page) yield row;
    const last = page.at(-1);
    if (!last || page.length < PAGE || rows.table.key.length === 0) return;
    after = last.position;
  }
}

async function readPage(
  tx: TenantTx,
  { table, columns, where = sql`true` }: Rows,
  after: readonly string[],
): Promise<StoredRow[]> {
  const key = table.key.map((column) => sql.ref(column));
  const isLater = after.length === 0 ? sql`true` : sql`(${sql.join(key)}) > (${sql.join(after)})`;
  const position =
    key.length === 0 ? sql`'{}'::text[]` : sql`array[${sql.join(key.map((part) => sql`${part}::text`))}]`;
  const order = key.length === 0 ? sql`` : sql`order by ${sql.join(key)}`;
  const { rows } = await sql<StoredRow>`
    select to_jsonb(r) - '_position' as row, r._position as position
    from (select ${sql.join(columns.map((column) => sql.ref(column)))}, ${position} as _position
      from ${sql.table(table.name)} where (${where}) and ${isLater} ${order} limit ${sql.lit(PAGE)}) r`.execute(tx);
  return rows;
}
