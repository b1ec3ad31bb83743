import { sql } from "kysely";
import type { NotificationContext } from "./context.ts";
import type { Unsubscription } from "./unsubscribe-token.ts";

/** Stops the mails about one kind of event for one person. Doing it twice is doing it once. */
export async function unsubscribe(context: NotificationContext, { tenantId, personId, event }: Unsubscription) {
  await context.database.withTenant(tenantId, async (tx) => {
    const choice = JSON.stringify({ email: false });
    await sql`
      insert into notification_preferences as p (tenant_id, person_id, settings)
      values (${tenantId}, ${personId}, jsonb_build_object('events', jsonb_build_object(${event}::text, ${choice}::jsonb)))
      on conflict (tenant_id, person_id) do update set updated_at = now(), settings = p.settings || jsonb_build_object(
        'events', coalesce(p.settings -> 'events', '{}') || jsonb_build_object(${event}::text,
          coalesce(p.settings -> 'events' -> ${event}, '{}') || ${choice}::jsonb))`.execute(tx);
  });
}
