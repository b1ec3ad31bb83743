import { sql, type Kysely } from "kysely";

export const outsideTransaction = true;

const BATCH = 5_000;

/**
 * Until now one mark was about name and address. In batches by the primary key, beside those who write; repeated, it changes
 * nothing more.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Row security holds back the owner, too; this is about every tenant.
  await sql`set role chorus_system`.execute(db);
  let after: Key | undefined = { tenant_id: NIL, id: NIL };
  while (after) {
    const { rows }: { rows: Key[] } = await sql<Key>`
      with batch as materialized (
        select tenant_id, id from customers where (tenant_id, id) > (${after.tenant_id}::uuid, ${after.id}::uuid)
        order by tenant_id, id limit ${sql.lit(BATCH)}
      ), marked as (
        update customers c set email_verified = true from batch b
        where c.tenant_id = b.tenant_id and c.id = b.id and c.verified and c.email is not null and not c.email_verified)
      select tenant_id, id from batch order by tenant_id desc, id desc limit 1`.execute(db);
    after = rows[0];
  }
  await sql`reset role`.execute(db);
}

interface Key {
  tenant_id: string;
  id: string;
}

const NIL = "00000000-0000-0000-0000-000000000000";
