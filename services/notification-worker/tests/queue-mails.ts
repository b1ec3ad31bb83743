import { sql } from "kysely";
import { wakeDelivery } from "../src/deliveries/wake.ts";
import type { Database } from "@chorus/database/database";
import type { NotificationContext } from "../src/context.ts";

/** Mails to many people of one company, as if as many tests had been asked for. @returns their addresses */
export async function queueMails(
  context: Pick<NotificationContext, "queues" | "clock" | "ids">,
  database: Database,
  tenantId: string,
  count: number,
): Promise<string[]> {
  const taskId = context.ids.next();
  const mails = Array.from({ length: count }, (_, at) => ({
    id: context.ids.next(),
    address: `${at}.${taskId}@many.test`,
  }));
  await database.withTenant(tenantId, async (tx) => {
    await sql`insert into notification_tasks (tenant_id, id, kind, due_at, finished_at) values (${tenantId}, ${taskId}, 'test', now(), now())`.execute(
      tx,
    );
    await sql`
      insert into deliveries (tenant_id, id, task_id, kind, recipient_type, recipient_id, channel, address, status, due_at)
      select ${tenantId}, m.id, ${taskId}, 'test', 'user', m.id, 'email', m.address, 'queued', now()
      from jsonb_to_recordset(${JSON.stringify(mails)}::jsonb) as m(id uuid, address text)`.execute(tx);
  });
  const dueMs = context.clock.now();
  const queue = async (part: typeof mails) => {
    for (const { id } of part) await wakeDelivery(context, { tenantId, deliveryId: id, attempts: 0, dueMs });
  };
  const share = Math.ceil(count / 8);
  await Promise.all(Array.from({ length: 8 }, (_, at) => queue(mails.slice(at * share, (at + 1) * share))));
  return mails.map(({ address }) => address);
}
