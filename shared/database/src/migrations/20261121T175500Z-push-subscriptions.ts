import { sql, type Kysely } from "kysely";

/** Browsers that asked for push messages: of the desk's people, and of customers. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table push_subscriptions (
      tenant_id uuid not null references tenants,
      id uuid not null,
      person_id uuid not null,
      endpoint text not null,
      -- The browser's keys: what is sent is encrypted for it, and the push service cannot read it.
      p256dh text not null,
      auth text not null,
      created_at timestamptz not null default now(),
      primary key (tenant_id, id),
      unique (tenant_id, endpoint)
    )`.execute(db);
  await sql`create index push_subscriptions_by_person on push_subscriptions (tenant_id, person_id, created_at)`.execute(
    db,
  );
  await sql`alter table push_subscriptions enable row level security`.execute(db);
  await sql`alter table push_subscriptions force row level security`.execute(db);
  await sql`
    create policy tenant_isolation on push_subscriptions
    using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))`.execute(db);
  await sql`grant select, insert, update, delete on push_subscriptions to chorus_app, chorus_system`.execute(db);
  // What waits and what was given up are few of many; they are counted every few seconds by whoever looks at the log.
  await sql`
    create index deliveries_unfinished on deliveries (tenant_id, status, created_at)
    where status in ('queued', 'held', 'failed', 'bounced', 'unknown')`.execute(db);
}
