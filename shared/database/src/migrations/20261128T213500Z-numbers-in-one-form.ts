import { sql, type Kysely } from "kysely";

/**
 * Telephone numbers that name their country become E.164, the form in which networks report and people stop: `+49 (0)176 0406` and
 * `+491760406` are one number. Numbers without a country stay as they are, for somebody to correct; nothing is sent to them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ["customers", "deliveries", "suppressions"]) {
    // Row security holds back the owner, too; this is about every company.
    await sql`alter table ${sql.table(table)} no force row level security`.execute(db);
  }
  const oneForm = (column: string) =>
    sql`'+' || regexp_replace(regexp_replace(${sql.ref(column)}, '\\(0\\)', '', 'g'), '\\D', '', 'g')`;
  // Nothing but digits and what people group them with: a number with an extension is left alone.
  const isTyped = (column: string) =>
    sql`${sql.ref(column)} ~ '^\\s*\\+[0-9() ./-]{6,}$' and ${sql.ref(column)} !~ '^\\+[0-9]+$'`;
  await sql`update customers set phone = ${oneForm("phone")} where ${isTyped("phone")}`.execute(db);
  await sql`update deliveries set address = ${oneForm("address")} where channel = 'sms' and ${isTyped("address")}`.execute(
    db,
  );
  await sql`
    insert into suppressions (tenant_id, channel, address, reason, created_at)
    select tenant_id, channel, ${oneForm("address")}, reason, created_at
    from suppressions where channel = 'sms' and ${isTyped("address")}
    on conflict do nothing`.execute(db);
  await sql`delete from suppressions where channel = 'sms' and ${isTyped("address")}`.execute(db);
  for (const table of ["customers", "deliveries", "suppressions"])
    await sql`alter table ${sql.table(table)} force row level security`.execute(db);
}
