import { sql } from "kysely";
import type { Database } from "@chorus/database/database";
import type { NotificationContext } from "../src/context.ts";

/** Mails to many people of one tenant, as if as many tests had been asked for. @returns their addresses */
export async function queueMails(
  context: Pick<NotificationContext, "tasks" | "ids">,
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
    await sql`
      insert into deliveries (tenant_id, id, task_id, kind, recipient_type, recipient_id, channel, address, status, due_at)
      select ${tenantId}, m.id, ${taskId}, 'test', 'user', m.id, 'email', m.address, 'queued', now()
      from jsonb_to_recordset(${JSON.stringify(mails)}::jsonb) as m(id uuid, address text)`.execute(tx);
  });
  const enqueued = await database.withSystem((tx) =>
    context.tasks.enqueueAll(
      tx,
      mails.map(({ id }) => ({
        ...{ tenantId, name: "notification.deliver" as const, dedupKey: id },
        payload: { deliveryId: id },
      })),
    ),
  );
  context.tasks.wake(enqueued);
  return mails.map(({ address }) => address);
}
