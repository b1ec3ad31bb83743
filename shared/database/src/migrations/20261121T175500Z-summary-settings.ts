import { sql, type Kysely } from "kysely";

/** Who writes a company's summaries, and what it may cost in a day. No row: Chorus' own summariser. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table summary_settings (
      tenant_id uuid primary key references tenants,
      provider text not null default 'local',
      daily_token_budget integer not null default 500000 check (daily_token_budget >= 0),
      -- Addresses, numbers and the customer's name are replaced before anything leaves for a remote model.
      masks_personal_data boolean not null default true,
      updated_at timestamptz not null default now()
    )`.execute(db);
  await sql`alter table summary_settings enable row level security`.execute(db);
  await sql`alter table summary_settings force row level security`.execute(db);
  await sql`
    create policy tenant_isolation on summary_settings
    using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))`.execute(db);
  await sql`grant select, insert, update, delete on summary_settings to chorus_app, chorus_system`.execute(db);
}
