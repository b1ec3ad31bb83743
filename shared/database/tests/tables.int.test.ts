import { readFileSync } from "node:fs";
import path from "node:path";
import { createTestDatabase } from "@chorus/testing/test-database";
import pg from "pg";
import { expect, test } from "vitest";
import { TABLES_LEFT } from "../src/testing/surface.ts";

const NOT_FOR_SERVICES = [
  ...["deleted_tenants", "deployment", "signing_keys", "audit_heads", "kysely_migration", "kysely_migration_lock"],
  ...TABLES_LEFT,
];

/** Columns by table, `name` or `name?` when it may be null, as tables.ts declares them. */
function declaredColumns(): Record<string, string[]> {
  const files = [
    "tables.ts",
    "tables/notifications.ts",
    "tables/summaries.ts",
    "tables/tasks.ts",
    "tables/files.ts",
    "tables/operator.ts",
    "tables/commerce.ts",
    "tables/promotions.ts",
  ];
  const source = files.map((file) => readFileSync(path.join(import.meta.dirname, "../src", file), "utf8")).join("\n");
  const interfaces = new Map<string, string>();
  for (const match of source.matchAll(/export interface (\w+)(?: extends \w+)? \{([^}]*)\}/g))
    interfaces.set(match[1]!, match[2]!);
  const fields = (body: string) =>
    [...body.matchAll(/^ {2}"?([\w.]+)"?: ([^;]+);$/gm)].map((match) => ({ name: match[1]!, type: match[2]! }));
  return Object.fromEntries(
    fields(["Tables", "CommerceTables", "PromotionTables"].map((name) => interfaces.get(name)!).join("")).map(
      ({ name, type }) => [
        name,
        fields(interfaces.get(type)!)
          .map((column) => column.name + (column.type.endsWith("| null") ? "?" : ""))
          .toSorted(),
      ],
    ),
  );
}

test("the hand-written tables are those of a freshly migrated database", async () => {
  await using database = await createTestDatabase();
  const owner = new pg.Client(database.adminUrl);
  await owner.connect();
  const { rows } = await owner.query<{ table_name: string; columns: string[] }>(
    `select case table_schema when 'public' then '' else table_schema || '.' end || table_name as table_name,
       array_agg(column_name || case is_nullable when 'YES' then '?' else '' end) as columns
     from information_schema.columns where table_schema in ('public', 'commerce') and table_name <> all($1) group by 1`,
    [NOT_FOR_SERVICES],
  );
  await owner.end();
  const found = Object.fromEntries(rows.map((row) => [row.table_name, row.columns.toSorted()]));
  expect(declaredColumns()).toEqual(found);
});
