import { sql, type Kysely } from "kysely";

/**
 * A stored answer of an idempotent request knows every id in the request and in the answer, so that erasing a customer finds
 * it whoever asked: the customer, somebody of the desk or a program.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table idempotency_keys add column about uuid[] not null default '{}'`.execute(db);
  // Row security holds back the owner, too; this is about every company.
  await sql`alter table idempotency_keys no force row level security`.execute(db);
  await sql`
    update idempotency_keys set about = array(
      select caller_id union select found[1]::uuid
      from regexp_matches(answer::text, '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}', 'g') found)`.execute(
    db,
  );
  await sql`alter table idempotency_keys force row level security`.execute(db);
}
