import { sql, type Kysely } from "kysely";

/** Links that set a password: of an invitation, or because it was forgotten. The secret part is derived, not stored. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table password_links (
      tenant_id uuid not null,
      id uuid not null,
      user_id uuid not null,
      purpose text not null check (purpose in ('invitation', 'password_reset')),
      created_at timestamptz not null default now(),
      expires_at timestamptz not null,
      used_at timestamptz,
      primary key (tenant_id, id),
      foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
    )`.execute(db);
  await sql`alter table password_links enable row level security`.execute(db);
  await sql`alter table password_links force row level security`.execute(db);
  await sql`
    create policy tenant_isolation on password_links
    using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))`.execute(db);
  await sql`grant select, insert, update, delete on password_links to chorus_app, chorus_system`.execute(db);
}
