import { sql, type Kysely } from "kysely";

/** Of one company a sweep takes this share of its limit: what fails again and again there keeps nobody else's work from being found. */
const SHARE = 10;

interface Sweep {
  name: string;
  columns: string;
  /** Beside the tenant, id and the third column. */
  returns: string;
  table: string;
  due: string;
  where: string;
}

const SWEEPS: Sweep[] = [
  {
    name: "notification_tasks_overdue",
    columns: "id, step",
    returns: "id uuid, step integer",
    table: "notification_tasks",
    due: "due_at",
    where: "finished_at is null",
  },
  {
    name: "deliveries_overdue",
    columns: "id, attempts",
    returns: "id uuid, attempts integer",
    table: "deliveries",
    due: "due_at",
    where: "due_at is not null",
  },
  {
    name: "deliveries_ambiguous",
    columns: "id",
    returns: "id uuid",
    table: "deliveries",
    due: "claimed_at",
    where: "claimed_at is not null",
  },
];

/**
 * Attempts at a task are counted before the work, so that one that always fails ends; each company has a share of what a sweep
 * finds; mails about one conversation keep their subject; a report about a mail (RFC 3464) finds its delivery's company.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table notification_tasks add column attempts integer not null default 0`.execute(db);
  await sql`alter table deliveries add column mail_subject text`.execute(db);
  for (const { name, columns, returns, table, due, where } of SWEEPS) {
    await sql.raw(`create index ${name}_by_tenant on ${table} (tenant_id, ${due}) where ${where}`).execute(db);
    const found = columns
      .split(", ")
      .map((column) => `found.${column}`)
      .join(", ");
    await sql
      .raw(
        `create or replace function ${name}(p_before timestamptz, p_limit integer)
         returns table (tenant_id uuid, ${returns}) language sql stable
         security definer set search_path = public, pg_temp as $$
           select t.tenant_id, ${found} from tenants t
           cross join lateral (
             select ${columns}, ${due} from ${table} w
             where w.tenant_id = t.tenant_id and w.${where} and w.${due} < p_before
             order by w.${due} limit greatest(1, p_limit / ${SHARE})
           ) found
           order by found.${due} limit p_limit
         $$`,
      )
      .execute(db);
  }
  // Each company is looked into by its own key, as company_of_conversation does.
  await sql`
    create function company_of_delivery(p_delivery uuid) returns table (tenant_id uuid)
    language sql stable security definer set search_path = public, pg_temp set enable_seqscan = off set enable_hashjoin = off
    set enable_mergejoin = off as $$
      select t.tenant_id from tenants t
      cross join lateral (select from deliveries d where d.tenant_id = t.tenant_id and d.id = p_delivery) found
    $$`.execute(db);
  await sql`alter function company_of_delivery(uuid) owner to chorus_system`.execute(db);
  await sql`revoke execute on function company_of_delivery(uuid) from public`.execute(db);
  await sql`grant execute on function company_of_delivery(uuid) to chorus_app`.execute(db);
}
