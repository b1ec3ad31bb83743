import { sql, type Kysely } from "kysely";
import { replaceFunction } from "./load-function.ts";

const FOR_RELEASE_BEFORE = [
  ...["notification_tasks_open", "notification_tasks_overdue", "deliveries_overdue", "deliveries_ambiguous"],
];

/**
 * What somebody should hear of, and handing it to its provider, are tasks like all others. What is open goes on there; what a worker
 * of before had handed over becomes `unknown` when its time is over, as before. Deliveries stay: they are what people read. For
 * services of the release before the emptied table and the functions they call stay, too, as those of summaries do.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`lock table notification_tasks in access exclusive mode`.execute(db);
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
  await sql`alter table deliveries drop constraint deliveries_tenant_id_task_id_fkey`.execute(db);
  await sql`truncate notification_tasks`.execute(db);
  await sql`
    alter table notification_tasks drop constraint notification_tasks_tenant_id_conversation_id_fkey`.execute(db);
  for (const index of ["due", "claimed", "overdue_by_tenant", "ambiguous_by_tenant"])
    await sql.raw(`drop index deliveries_${index}`).execute(db);
  await sql`drop index notification_tasks_due`.execute(db);
  for (const name of FOR_RELEASE_BEFORE) await replaceFunction(db, name);
}
