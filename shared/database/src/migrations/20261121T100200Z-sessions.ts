import { sql, type Kysely } from "kysely";

/** Sessions of the desk, API keys, and the keys that sign access tokens. Secrets are stored as hashes only. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table sessions (
      tenant_id uuid not null,
      id uuid not null,
      user_id uuid not null,
      user_agent text,
      ip text,
      created_at timestamptz not null default now(),
      last_used_at timestamptz not null default now(),
      revoked_at timestamptz,
      primary key (tenant_id, id),
      foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
    )`.execute(db);
  await sql`create index sessions_by_user on sessions (tenant_id, user_id)`.execute(db);
  await sql`
    create table refresh_tokens (
      tenant_id uuid not null,
      id uuid not null,
      session_id uuid not null,
      token_hash bytea not null constraint refresh_tokens_token_hash_key unique,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null,
      spent_at timestamptz,
      primary key (tenant_id, id),
      foreign key (tenant_id, session_id) references sessions (tenant_id, id) on delete cascade
    )`.execute(db);
  await sql`create index refresh_tokens_by_session on refresh_tokens (tenant_id, session_id)`.execute(db);
  await sql`
    create table api_keys (
      tenant_id uuid not null references tenants,
      id uuid not null,
      name text not null,
      key_hash bytea not null constraint api_keys_key_hash_key unique,
      scopes text[] not null,
      created_by uuid,
      created_at timestamptz not null default now(),
      expires_at timestamptz,
      last_used_at timestamptz,
      revoked_at timestamptz,
      primary key (tenant_id, id),
      foreign key (tenant_id, created_by) references users (tenant_id, id)
    )`.execute(db);
  await sql`
    create table signing_keys (
      kid text primary key,
      public_jwk jsonb not null,
      private_jwk_encrypted bytea not null,
      state text not null check (state in ('next', 'active', 'retired')),
      created_at timestamptz not null default now()
    )`.execute(db);
}
