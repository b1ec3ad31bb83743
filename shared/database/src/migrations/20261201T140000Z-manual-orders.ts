import { sql, type Kysely } from "kysely";

/** Who may order before anything is paid. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table commerce.shops add column manual_orders text not null default 'everybody'
      check (manual_orders in ('everybody', 'signed_in', 'desk'))`.execute(db);
}
