import { openDatabase } from "../database.ts";

export interface SeedSize {
  conversations: number;
  messagesEach: number;
}

/**
 * Fills one tenant with conversations in realistic proportions: 1 % queued, 4 % open, the rest closed. Written with
 * SQL, as sending a million messages one by one would take an hour; what is stored is what the services store.
 */
export async function seedMessages(
  adminDatabaseUrl: string,
  ids: { tenantId: string; agentId: string },
  { conversations, messagesEach }: SeedSize,
): Promise<void> {
  const owner = openDatabase({
    url: adminDatabaseUrl,
    poolSize: 1,
    applicationName: "seed",
    defaultBudget: "background",
    onError: (error) => process.emitWarning(error),
  });
  await owner.statement(
    "",
    `insert into customers (tenant_id, id, name)
     select $1, gen_random_uuid(), 'Customer ' || n from generate_series(1, $2::int) n`,
    [ids.tenantId, conversations],
  );
  await owner.statement(
    "",
    `with numbered as (
       select id, name, row_number() over (order by id) as n from customers where tenant_id = $1)
     insert into conversations (tenant_id, id, customer_id, status, assignee_id, last_seq, last_public_seq, last_message,
       waiting_since, updated_at, news_at)
     select $1, id, id, case when n % 100 = 0 then 'queued' when n % 25 = 1 then 'open' else 'closed' end,
       case when n % 50 = 1 then $2::uuid end, $3::int, $3::int,
       jsonb_build_object('seq', $3::int, 'kind', 'text', 'author', jsonb_build_object('type', 'customer', 'id', id, 'name', name),
         'body', 'Where is my order?', 'createdAt', '2026-11-01T10:00:00.000Z'),
       case when n % 100 = 0 then now() - n * interval '1 second' end,
       date_trunc('milliseconds', now()) - n * interval '7 seconds', date_trunc('milliseconds', now()) - n * interval '7 seconds'
     from numbered`,
    [ids.tenantId, ids.agentId, messagesEach],
  );
  await owner.statement(
    "",
    `insert into chat_queue (tenant_id, conversation_id, enqueued_at)
     select tenant_id, id, waiting_since from conversations where tenant_id = $1 and status = 'queued'`,
    [ids.tenantId],
  );
  // One message of every conversation at a time, so that a conversation's messages lie far apart on disk, as in production.
  for (let seq = 1; seq <= messagesEach; seq += 1) {
    await owner.statement(
      "",
      `insert into events (tenant_id, conversation_id, seq, public_seq, id, kind, actor_type, actor_id, actor_name,
         client_message_id, data, created_at)
       select $1, c.id, s, s, uuidv7(), 'message.created', case when s % 2 = 1 then 'customer' else 'agent' end,
         case when s % 2 = 1 then c.customer_id else $2::uuid end, case when s % 2 = 1 then 'Customer' else 'Ana' end,
         gen_random_uuid(),
         jsonb_build_object('body', 'Message ' || s || ' about an order that has not arrived yet, number ' || c.id),
         now() - (1000 - s) * interval '1 minute'
       from conversations c, (values ($3::int)) v (s) where c.tenant_id = $1`,
      [ids.tenantId, ids.agentId, seq],
    );
  }
  await owner.statement("", "vacuum analyze", []);
  await owner.close();
}
