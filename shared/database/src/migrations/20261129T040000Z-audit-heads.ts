import { sql, type Kysely } from "kysely";
import { replaceFunction } from "./load-function.ts";
import { createTenantTable } from "./tenant-table.ts";

/**
 * Where each tenant's audit log ends is kept apart, in a table that services have no rights on: the trigger alone writes it, as the
 * system's role. An entry refers to its head, so that a deletion takes the entries first.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, "audit_heads", sql`number bigint not null, hash bytea not null, primary key (tenant_id)`);
  await sql`revoke all on audit_heads from chorus_app`.execute(db);
  // Nobody adds an entry between what is read here and the trigger that counts on it.
  await sql`lock table audit_log in share row exclusive mode`.execute(db);
  await sql`
    insert into audit_heads (tenant_id, number, hash)
    select t.tenant_id, last.number, last.hash from tenants t cross join lateral (
      select a.number, a.hash from audit_log a where a.tenant_id = t.tenant_id order by a.number desc limit 1
    ) last`.execute(db);
  await replaceFunction(db, "chain_audit_row");
  await sql`alter function chain_audit_row() owner to chorus_system`.execute(db);
  await sql`revoke execute on function chain_audit_row() from public`.execute(db);
  await replaceFunction(db, "audit_check");
  // Entries of before are not read through: each has just been given its head.
  await sql`
    alter table audit_log add constraint audit_log_tenant_id_head_fkey
    foreign key (tenant_id) references audit_heads (tenant_id) not valid`.execute(db);
}
