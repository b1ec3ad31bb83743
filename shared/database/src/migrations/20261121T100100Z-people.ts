import { sql, type Kysely } from "kysely";

/** Companies and the people in and around them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table tenants (
      tenant_id uuid primary key,
      slug text not null constraint tenants_slug_key unique,
      name text not null,
      widget_key text not null constraint tenants_widget_key_key unique,
      status text not null default 'active' check (status in ('active', 'suspended')),
      allowed_origins text[] not null default '{}',
      settings jsonb not null default '{}',
      created_at timestamptz not null default now()
    )`.execute(db);
  await sql`
    create table users (
      tenant_id uuid not null references tenants,
      id uuid not null,
      email text not null,
      name text not null,
      avatar text,
      role text not null check (role in ('owner', 'admin', 'supervisor', 'agent', 'viewer')),
      password_hash text,
      skills text[] not null default '{}',
      capacity integer not null default 5,
      disabled_at timestamptz,
      created_at timestamptz not null default now(),
      primary key (tenant_id, id),
      unique (tenant_id, email)
    )`.execute(db);
  await sql`
    create table teams (
      tenant_id uuid not null references tenants,
      id uuid not null,
      name text not null,
      created_at timestamptz not null default now(),
      primary key (tenant_id, id),
      unique (tenant_id, name)
    )`.execute(db);
  await sql`
    create table team_members (
      tenant_id uuid not null,
      team_id uuid not null,
      user_id uuid not null,
      primary key (tenant_id, team_id, user_id),
      foreign key (tenant_id, team_id) references teams (tenant_id, id) on delete cascade,
      foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
    )`.execute(db);
  await sql`
    create table customers (
      tenant_id uuid not null references tenants,
      id uuid not null,
      external_id text,
      name text not null,
      email text,
      phone text,
      locale text,
      verified boolean not null default false,
      attributes jsonb not null default '{}',
      banned_at timestamptz,
      erased_at timestamptz,
      last_seen_at timestamptz,
      created_at timestamptz not null default now(),
      primary key (tenant_id, id),
      unique (tenant_id, external_id)
    )`.execute(db);
  await sql`
    create table devices (
      tenant_id uuid not null,
      id uuid not null,
      customer_id uuid not null,
      token_hash bytea not null,
      user_agent text,
      created_at timestamptz not null default now(),
      last_seen_at timestamptz not null default now(),
      revoked_at timestamptz,
      primary key (tenant_id, id),
      unique (tenant_id, token_hash),
      foreign key (tenant_id, customer_id) references customers (tenant_id, id) on delete cascade
    )`.execute(db);
  await sql`
    create table agent_availability (
      tenant_id uuid not null,
      user_id uuid not null,
      status text not null check (status in ('online', 'away', 'busy')),
      since timestamptz not null default now(),
      primary key (tenant_id, user_id),
      foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
    )`.execute(db);
}
