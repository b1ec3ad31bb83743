import { createTestDatabase } from "@chorus/testing/test-database";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DATABASE_ROLES, databaseUrlFor, type DatabaseService, RIGHTS } from "../src/rights.ts";

const SERVICES = Object.keys(DATABASE_ROLES) as DatabaseService[];
/** The schemas with tables. */
const OURS = "array['public'::regnamespace, 'commerce'::regnamespace]::oid[]";
const TENANT = "01990000-0000-7000-8000-0000000000aa";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let owner: pg.Client;
let services: Record<DatabaseService, pg.Client>;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Client(database.adminUrl);
  await owner.connect();
  const entries = SERVICES.map((service) => [service, new pg.Client(databaseUrlFor(service, database.url))] as const);
  services = Object.fromEntries(entries) as Record<DatabaseService, pg.Client>;
  for (const client of Object.values(services)) await client.connect();
});
afterAll(async () => {
  for (const client of [owner, ...Object.values(services)]) await client.end();
  await database[Symbol.asyncDispose]();
});

async function names(query: string, values: unknown[]): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(query, values);
  return rows.map((row) => row.name);
}

describe.each(SERVICES)("%s", (service) => {
  const role = DATABASE_ROLES[service];

  test("owns nothing, bypasses nothing and belongs to no other role", async () => {
    const { rows } = await owner.query(
      `select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as strong,
         exists (select from pg_class where relowner = r.oid) or exists (select from pg_proc where proowner = r.oid) as owns,
         exists (select from pg_auth_members where member = r.oid) as inherits
       from pg_roles r where rolname = $1`,
      [role],
    );
    expect(rows).toEqual([{ strong: false, owns: false, inherits: false }]);
  });

  test("may touch the tables of its rights, and no others", async () => {
    const touched = await names(
      `select distinct c.oid::regclass::text as name from pg_class c cross join unnest(array['select', 'insert', 'update', 'references']) p
       where c.relnamespace = any(${OURS}) and c.relkind = 'r' and has_any_column_privilege($1, c.oid, p)
       order by 1`,
      [role],
    );
    expect(touched).toEqual(Object.keys(RIGHTS[service].tables).toSorted());
  });

  test("deletes from the tables whose rights say so, and from no others", async () => {
    const deleted = await names(
      `select c.oid::regclass::text as name from pg_class c where c.relnamespace = any(${OURS}) and c.relkind = 'r'
         and (has_table_privilege($1, c.oid, 'delete') or has_table_privilege($1, c.oid, 'truncate')) order by 1`,
      [role],
    );
    const granted = Object.entries(RIGHTS[service].tables).filter(([, rights]) => rights.includes("delete"));
    expect(deleted).toEqual(granted.map(([table]) => table).toSorted());
  });

  test("may call the functions of its rights, and no others", async () => {
    const called = await names(
      `select p.proname as name from pg_proc p join pg_language l on l.oid = p.prolang
       where p.pronamespace = 'public'::regnamespace and l.lanname <> 'c' and p.prorettype <> 'trigger'::regtype
         and has_function_privilege($1, p.oid, 'execute') order by 1`,
      [role],
    );
    expect(called).toEqual([...RIGHTS[service].functions].toSorted());
  });
});

const FORBIDDEN: readonly { service: DatabaseService; does: string; statement: string }[] = [
  { service: "notification-worker", does: "deletes a tenant", statement: `select delete_tenant('${TENANT}')` },
  { service: "notification-worker", does: "suspends a tenant", statement: "update tenants set status = 'suspended'" },
  { service: "notification-worker", does: "writes the log", statement: `select append_events('${TENANT}', '[]')` },
  { service: "notification-worker", does: "reads signing keys", statement: "select list_signing_keys()" },
  { service: "notification-worker", does: "renames a customer", statement: "update customers set name = ''" },
  { service: "summary-engine", does: "deletes a tenant", statement: `select delete_tenant_batch('${TENANT}', 1)` },
  { service: "summary-engine", does: "reads signing keys", statement: "select list_signing_keys()" },
  { service: "summary-engine", does: "adds a signing key", statement: "select add_signing_key('k', '{}', '')" },
  { service: "summary-engine", does: "reads sessions", statement: "select from sessions" },
  { service: "summary-engine", does: "writes into a conversation", statement: "update events set data = '{}'" },
  { service: "commerce", does: "deletes a tenant", statement: `select delete_tenant('${TENANT}')` },
  { service: "commerce", does: "reads conversations", statement: "select from events" },
  { service: "commerce", does: "takes a stock movement out", statement: "delete from commerce.stock_movements" },
  {
    service: "commerce",
    does: "changes a stock movement",
    statement: "update commerce.stock_movements set reason = ''",
  },
  { service: "commerce", does: "changes the ledger", statement: "update commerce.ledger_entries set amount = 0" },
  {
    service: "commerce",
    does: "changes what a promotion gave off",
    statement: "update commerce.promotion_uses set amount = 1",
  },
  {
    service: "commerce",
    does: "changes what a refund was for",
    statement: "update commerce.refund_lines set amount = 0",
  },
  { service: "commerce", does: "changes a timeline", statement: "update commerce.order_events set kind = ''" },
  { service: "chat-service", does: "changes an order's money", statement: "update commerce.orders set total = 0" },
  { service: "chat-service", does: "reads the keys' table", statement: "select from signing_keys" },
  { service: "chat-service", does: "takes an event out", statement: "delete from events" },
  ...SERVICES.flatMap((service) => [
    { service, does: "changes the audit log", statement: "update audit_log set action = ''" },
    { service, does: "thins out the audit log", statement: "delete from audit_log" },
    { service, does: "reads where the audit log ends", statement: "select from audit_heads" },
    { service, does: "moves the end of the audit log", statement: "update audit_heads set number = 0, hash = ''" },
    { service, does: "begins the audit log anew", statement: "delete from audit_heads" },
    { service, does: "ends an audit log elsewhere", statement: `insert into audit_heads values ('${TENANT}', 9, '')` },
    { service, does: "turns off what chains the audit log", statement: "alter table audit_log disable trigger all" },
    { service, does: "becomes the role that sees all", statement: "set role chorus_system" },
    { service, does: "goes around row security", statement: "set session authorization postgres" },
  ]),
];

test.each(FORBIDDEN)("never: $service $does", async ({ service, statement }) => {
  await expect(services[service].query(statement)).rejects.toThrow(/permission denied|must be owner/);
});

test("whoever adds an entry to the audit log says neither its number nor what it follows", async () => {
  await owner.query(
    "insert into tenants (tenant_id, slug, name, widget_key) values ($1, 'a', 'A', 'a') on conflict do nothing",
    [TENANT],
  );
  const client = services["chat-service"];
  await client.query("begin");
  await client.query("select set_config('app.tenant_id', $1, true)", [TENANT]);
  const forged = "('system', 'a.b', 'team', '{}', 7, 'before', 'forged', $1)";
  const { rows } = await client.query(
    `insert into audit_log (actor_type, action, target_type, detail, number, previous_hash, hash, tenant_id)
     values ${forged}, ${forged} returning number, previous_hash = '' as first, hash = 'forged' as forged`,
    [TENANT],
  );
  await client.query("commit");
  expect(rows).toEqual([
    { number: 1, first: true, forged: false },
    { number: 2, first: false, forged: false },
  ]);
  const head = await owner.query(
    "select h.number, h.hash = a.hash as same from audit_heads h join audit_log a using (tenant_id, number)",
  );
  expect(head.rows).toEqual([{ number: 2, same: true }]);
});

test.each(SERVICES)("%s sees nothing without a tenant", async (service) => {
  await owner.query(
    "insert into tenants (tenant_id, slug, name, widget_key) values ($1, 'a', 'A', 'a') on conflict do nothing",
    [TENANT],
  );
  expect((await services[service].query("select from tenants")).rowCount).toBe(0);
});

test("services of the release before may do what they did: they connect as one role for all", async () => {
  const lacking: string[] = [];
  for (const service of SERVICES) {
    const { tables, functions } = RIGHTS[service];
    for (const [table, rights] of Object.entries(tables))
      for (const right of rights.replaceAll(/ \([^)]*\)/g, "").split(", "))
        lacking.push(
          ...(await names(
            `select $1 || ' ' || $2 as name where not case
               when $2 = 'delete' then has_table_privilege('chorus_service', $1, $2)
               else has_any_column_privilege('chorus_service', $1, $2) end`,
            [table, right],
          )),
        );
    lacking.push(
      ...(await names(
        `select proname as name from pg_proc
         where proname = any($1) and not has_function_privilege('chorus_service', oid, 'execute')`,
        [functions],
      )),
    );
  }
  expect(lacking).toEqual([]);
});
