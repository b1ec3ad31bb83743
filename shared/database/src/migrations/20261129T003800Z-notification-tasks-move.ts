import { sql, type Kysely } from "kysely";

/**
 * What somebody should hear of, and handing it to its provider, are tasks like all others. What is open goes on there; what a worker
 * of before had handed over becomes `unknown` when its time is over, as before. Deliveries stay: they are what people read.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    insert into tasks (tenant_id, id, name, payload, first_seq, priority, dedup_key, due_at, attempts, created_at)
    select tenant_id, id, 'notification.decide',
      jsonb_build_object('kind', kind, 'conversationId', conversation_id, 'subjectId', subject_id), first_seq, 1,
      case when kind in ('message.unread', 'conversation.waiting') then kind || '.' || conversation_id end,
      due_at, attempts, created_at
    from notification_tasks where finished_at is null`.execute(db);
  await sql`
    insert into tasks (tenant_id, id, name, payload, priority, dedup_key, due_at)
    select tenant_id, gen_random_uuid(), 'notification.deliver', jsonb_build_object('deliveryId', id), 1, id::text,
      coalesce(due_at, claimed_at + interval '2 minutes')
    from deliveries where due_at is not null or claimed_at is not null`.execute(db);
  await sql`drop function notification_tasks_open(jsonb)`.execute(db);
  await sql`drop function notification_tasks_overdue(timestamptz, integer)`.execute(db);
  await sql`drop function deliveries_overdue(timestamptz, integer)`.execute(db);
  await sql`drop function deliveries_ambiguous(timestamptz, integer)`.execute(db);
  await sql`alter table deliveries drop constraint deliveries_tenant_id_task_id_fkey`.execute(db);
  await sql`drop table notification_tasks`.execute(db);
  for (const index of ["due", "claimed", "overdue_by_tenant", "ambiguous_by_tenant"])
    await sql.raw(`drop index deliveries_${index}`).execute(db);
}
