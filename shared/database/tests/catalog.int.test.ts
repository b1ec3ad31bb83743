import { createTestDatabase } from "@chorus/testing/test-database";
import { until } from "@chorus/testing/until";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase, requireRestrictedRole } from "../src/database.ts";
import { INVENTORIED_TABLES } from "../src/personal-data.ts";
import { TABLES_LEFT } from "../src/testing/surface.ts";

/** The schemas that Chorus writes: `public`, and that of the shop. */
const OURS = "array['public'::regnamespace, 'commerce'::regnamespace]::oid[]";
/** Tables without a tenant: only the system functions use them, and whoever takes backups reads them. */
const SYSTEM_TABLES = ["deleted_tenants", "deployment", "signing_keys"];
/** Tables with a tenant whose rows services neither read nor write. */
const UNUSED_BY_SERVICES = ["audit_heads", ...TABLES_LEFT];
/** Kysely's own. Services have no rights on them. */
const MIGRATION_TABLES = ["kysely_migration", "kysely_migration_lock"];
/** Looked up before there is a tenant, or over all of them (the relay). */
const INDEXES_WITHOUT_TENANT = [
  "api_keys_key_hash_key",
  "carts_by_age",
  "conversations_due_snoozes",
  // Each of its words begins with the tenant.
  "customers_by_words",
  "customers_erased",
  "deliveries_by_age",
  "deliveries_to_number",
  "devices_by_use",
  "idempotency_keys_about",
  "idempotency_keys_by_age",
  "outbox_by_age",
  "outbox_undispatched",
  "outbox_unpublished",
  "password_links_by_end",
  "refresh_tokens_by_end",
  "refresh_tokens_token_hash_key",
  "sessions_by_use",
  "sign_ups_by_end",
  "tasks_ended",
  "tasks_open",
  "tenant_latency_by_age",
  "tenants_slug_key",
  "tenants_widget_key_key",
  "users_by_email",
];
/** The only ways around row security. A new one needs a reason in docs/decisions. */
const SYSTEM_FUNCTIONS = [
  "add_next_signing_key",
  "add_signing_key",
  "advance_signing_keys",
  "audit_check",
  "audit_tenants",
  "chain_audit_row",
  "companies_that_wrote_to",
  "company_of_conversation",
  "company_of_delivery",
  "conversation_heads",
  "delete_tenant",
  "delete_tenant_batch",
  "deliveries_ambiguous",
  "deliveries_overdue",
  "deployment_epoch",
  "due_snoozes",
  "find_api_key",
  "find_customers",
  "find_refresh_token",
  "find_tenant_by_slug",
  "find_tenant_by_widget_key",
  "list_latency",
  "list_signing_keys",
  "list_tenants",
  "notification_tasks_open",
  "notification_tasks_overdue",
  "outbox_backlog",
  "outbox_lock_undispatched",
  "outbox_lock_unpublished",
  "outbox_mark_dispatched",
  "outbox_mark_events_published",
  "outbox_mark_published",
  "prune",
  "prune_batch",
  "queue_positions",
  "read_feature_flags",
  "record_latency",
  "record_tenant_deletion",
  "roll_up_latency",
  "search_catch_up",
  "search_companies",
  "search_deleted_companies",
  "search_deleted_tenants",
  "search_index_backlog",
  "search_reindex",
  "search_tenants",
  "stored_answers",
  "summary_tasks_open",
  "summary_tasks_overdue",
  "tasks_backlog",
  "tasks_due",
  "tasks_enqueue",
  "tasks_prune",
  "tenant_of_conversation",
  "tenant_of_delivery",
  "tenants_of_address",
  "tenants_that_wrote_to",
];

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let owner: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Client(database.adminUrl);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database[Symbol.asyncDispose]();
});

async function names(query: string, values: unknown[] = []): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(query, values);
  return rows.map((row) => row.name);
}

describe("tenant isolation, by the catalog", () => {
  test("every table has a tenant, but for the named ones", async () => {
    const without = await names(`
      select c.relname as name from pg_class c
      where c.relnamespace = any(${OURS}) and c.relkind in ('r', 'p')
        and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and a.attnotnull)
      order by 1`);
    expect(without).toEqual([...SYSTEM_TABLES, ...MIGRATION_TABLES].toSorted());
  });

  test("row security is on and forced on every table", async () => {
    const open = await names(
      `select relname as name from pg_class
       where relnamespace = any(${OURS}) and relkind in ('r', 'p')
         and not (relrowsecurity and relforcerowsecurity) and relname <> all($1)`,
      [MIGRATION_TABLES],
    );
    expect(open).toEqual([]);
  });

  test("every tenant table has exactly one policy, for reading and writing", async () => {
    const { rows } = await owner.query<{ name: string; policies: string; complete: boolean }>(
      `select c.relname as name, count(p.oid) as policies,
         coalesce(bool_and(p.polcmd = '*' and p.polqual is not null and p.polwithcheck is not null
           and pg_get_expr(p.polqual, p.polrelid) like '%app.tenant_id%'), false) as complete
       from pg_class c left join pg_policy p on p.polrelid = c.oid
       where c.relnamespace = any(${OURS}) and c.relkind in ('r', 'p') and c.relname <> all($1)
       group by 1`,
      [[...SYSTEM_TABLES, ...MIGRATION_TABLES]],
    );
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.filter((row) => Number(row.policies) !== 1 || !row.complete)).toEqual([]);
  });

  test("every index starts with the tenant, but for the named ones", async () => {
    const without = await names(
      `select i.relname as name from pg_index x
       join pg_class i on i.oid = x.indexrelid
       join pg_class t on t.oid = x.indrelid
       left join pg_attribute a on a.attrelid = t.oid and a.attnum = x.indkey[0]
       where t.relnamespace = any(${OURS}) and t.relname <> all($1) and a.attname is distinct from 'tenant_id'
       order by 1`,
      [[...SYSTEM_TABLES, ...MIGRATION_TABLES]],
    );
    expect(without).toEqual(INDEXES_WITHOUT_TENANT);
  });

  test("P61: every foreign key carries the tenant on both sides, because its check bypasses row security", async () => {
    const crossing = await names(`
      select conname as name from pg_constraint k
      where k.contype = 'f' and k.connamespace = any(${OURS}) and not exists (
        select from generate_subscripts(k.conkey, 1) n
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[n] and a.attname = 'tenant_id'
        join pg_attribute f on f.attrelid = k.confrelid and f.attnum = k.confkey[n] and f.attname = 'tenant_id')`);
    expect(crossing).toEqual([]);
  });

  test("every foreign key has an index that starts with its columns, so that what it refers to can go", async () => {
    // A partial index serves a nullable column when it only leaves out the nulls.
    const without = await names(`
      select k.conrelid::regclass || '.' || k.conname as name from pg_constraint k
      where k.contype = 'f' and k.connamespace = any(${OURS}) and not exists (
        select from pg_index x
        cross join lateral (
          select array_agg(c.attnum order by c.attnum) as columns from unnest(x.indkey[0:cardinality(k.conkey) - 1]) c(attnum)
        ) beginning
        where x.indrelid = k.conrelid and x.indisvalid
          and beginning.columns = (select array_agg(c.attnum order by c.attnum) from unnest(k.conkey) c(attnum))
          and (x.indpred is null or pg_get_expr(x.indpred, x.indrelid) in (
            select format('(%I IS NOT NULL)', a.attname) from pg_attribute a
            where a.attrelid = k.conrelid and a.attnum = any(k.conkey))))
      order by 1`);
    expect(without).toEqual([]);
  });

  test("no index is left half made", async () => {
    expect(await names("select indexrelid::regclass::text as name from pg_index where not indisvalid")).toEqual([]);
  });

  test("only the named functions run as somebody else, and nobody else owns them", async () => {
    expect(
      await names(`
        select proname as name from pg_proc
        where pronamespace = any(${OURS}) and prosecdef and proowner = 'chorus_system'::regrole order by 1`),
    ).toEqual(SYSTEM_FUNCTIONS);
    expect(
      await names(`
        select proname as name from pg_proc
        where pronamespace = any(${OURS}) and prosecdef
          and (proowner <> 'chorus_system'::regrole or not proconfig @> array['search_path=public, pg_temp'])`),
    ).toEqual([]);
  });

  test("there are no views, which would show what their owner sees", async () => {
    expect(
      await names(`select relname as name from pg_class where relnamespace = any(${OURS}) and relkind in ('v', 'm')`),
    ).toEqual([]);
  });

  test("the services' role owns nothing, bypasses nothing and is not the system's", async () => {
    const { rows } = await owner.query(`
      select rolsuper, rolbypassrls, rolcreaterole, pg_has_role(rolname, 'chorus_system', 'member') as system,
        exists (select from pg_class where relowner = r.oid) as owns
      from pg_roles r where rolname = 'chorus_service'`);
    expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false, system: false, owns: false }]);
  });

  test("the log and the audit log cannot be thinned out by a service", async () => {
    const { rows } = await owner.query(`
      select has_table_privilege('chorus_service', 'events', 'delete') as events,
        has_table_privilege('chorus_service', 'conversations', 'delete') as conversations,
        has_table_privilege('chorus_service', 'audit_log', 'update') or
        has_table_privilege('chorus_service', 'audit_log', 'delete') as audit,
        has_table_privilege('chorus_service', 'audit_heads', 'select, insert, update, delete') as heads,
        has_table_privilege('chorus_service', 'signing_keys', 'select') as keys`);
    expect(rows).toEqual([{ events: false, conversations: false, audit: false, heads: false, keys: false }]);
  });
});

describe("the inventory of personal data", () => {
  test("says of every column of every tenant table what it holds, and of no other", async () => {
    const columns = await names(
      `select c.oid::regclass || '.' || a.attname as name from pg_class c
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       where c.relnamespace = any(${OURS}) and c.relkind in ('r', 'p') and c.relname <> all($1)`,
      [[...SYSTEM_TABLES, ...MIGRATION_TABLES, ...UNUSED_BY_SERVICES]],
    );
    const annotated = INVENTORIED_TABLES.flatMap((table) => table.columns.map(({ name }) => `${table.name}.${name}`));
    expect(annotated.toSorted()).toEqual(columns.toSorted());
  });

  test("knows every primary key", async () => {
    const { rows } = await owner.query<{ name: string; key: string[] }>(
      `select t.oid::regclass::text as name, coalesce(array_agg(a.attname::text order by k.ordinality)
         filter (where a.attname <> 'tenant_id'), '{}') as key
       from pg_index x join pg_class t on t.oid = x.indrelid
       cross join unnest(x.indkey) with ordinality k(attnum, ordinality)
       join pg_attribute a on a.attrelid = t.oid and a.attnum = k.attnum
       where x.indisprimary and t.relnamespace = any(${OURS}) and t.relname <> all($1) group by 1`,
      [[...SYSTEM_TABLES, ...MIGRATION_TABLES, ...UNUSED_BY_SERVICES]],
    );
    const byName = (left: { name: string }, right: { name: string }) => left.name.localeCompare(right.name);
    const known = INVENTORIED_TABLES.map(({ name, key }) => ({ name, key: [...key] }));
    expect(known.toSorted(byName)).toEqual(rows.toSorted(byName));
  });
});

test("deleting a tenant reaches every table that has one, in an order that their references allow", async () => {
  const forbidden = await names(`
    select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
    where c.relnamespace = any(${OURS}) and c.relkind = 'r'
      and not has_table_privilege('chorus_system', c.oid, 'delete')`);
  expect(forbidden).toEqual([]);
  const tenantId = "01990000-0000-7000-8000-0000000000ff";
  await owner.query("insert into tenants (tenant_id, slug, name, widget_key) values ($1, 'gone', 'Gone', 'gone')", [
    tenantId,
  ]);
  await owner.query("select delete_tenant($1)", [tenantId]);
  expect(await names("select slug as name from tenants where tenant_id = $1", [tenantId])).toEqual([]);
});

test("a service refuses to start with a role that row security does not hold back", async () => {
  const errors: Error[] = [];
  const asOwner = openDatabase({
    url: database.adminUrl,
    poolSize: 1,
    applicationName: "test",
    onError: (error) => errors.push(error),
  });
  await expect(requireRestrictedRole(asOwner)).rejects.toThrow(/row security does not hold back/);
  await asOwner.close();
});

test("a connection that Postgres cuts is replaced, and the process lives", async () => {
  const broken: Error[] = [];
  const service = openDatabase({
    url: database.url,
    poolSize: 1,
    applicationName: "cut me",
    onError: (error) => broken.push(error),
  });
  expect(await service.check()).toBe("ok");
  await owner.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'cut me'");
  await until(() => broken.length > 0);
  expect(await service.check()).toBe("ok");
  await service.close();
});
