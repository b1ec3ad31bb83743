import { sql, type Kysely } from "kysely";

interface SystemFunction {
  signature: string;
  definition: string;
}

/**
 * A key's life: `next` (published, signs nothing yet, so that every verifier knows it before it is used), `active` (signs),
 * `previous` (verifies what it has signed), `retired` (forgotten).
 */
const FUNCTIONS: SystemFunction[] = [
  {
    signature: "add_next_signing_key(text, jsonb, bytea)",
    definition: `(p_kid text, p_public jsonb, p_private bytea) returns void language sql volatile as $$
      select pg_advisory_xact_lock(hashtextextended('signing_keys', 0));
      insert into signing_keys (kid, public_jwk, private_jwk_encrypted, state)
      select p_kid, p_public, p_private, 'next' where not exists (select from signing_keys where state = 'next') $$`,
  },
  {
    signature: "advance_signing_keys(interval, interval)",
    definition: `(p_known_after interval, p_kept_for interval) returns void language sql volatile as $$
      select pg_advisory_xact_lock(hashtextextended('signing_keys', 0));
      update signing_keys set state = 'retired', changed_at = clock_timestamp()
      where state = 'previous' and changed_at < clock_timestamp() - p_kept_for;
      update signing_keys set state = 'previous', changed_at = clock_timestamp()
      where state = 'active' and exists (
        select from signing_keys where state = 'next' and created_at <= clock_timestamp() - p_known_after);
      update signing_keys set state = 'active', changed_at = clock_timestamp()
      where state = 'next' and created_at <= clock_timestamp() - p_known_after $$`,
  },
];

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table signing_keys add column changed_at timestamptz not null default now()`.execute(db);
  await sql`alter table signing_keys drop constraint signing_keys_state_check`.execute(db);
  await sql`
    alter table signing_keys add constraint signing_keys_state_check
    check (state in ('next', 'active', 'previous', 'retired'))`.execute(db);
  for (const { signature, definition } of FUNCTIONS) {
    const name = signature.slice(0, signature.indexOf("("));
    await sql
      .raw(`create function ${name}${definition} security definer set search_path = public, pg_temp`)
      .execute(db);
    await sql.raw(`alter function ${signature} owner to chorus_system`).execute(db);
    await sql.raw(`revoke execute on function ${signature} from public`).execute(db);
    await sql.raw(`grant execute on function ${signature} to chorus_app`).execute(db);
  }
}
