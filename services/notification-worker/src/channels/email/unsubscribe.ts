import { sql } from "kysely";
import { parseUnsubscribeToken, readUnsubscribeToken, type Unsubscription } from "@chorus/auth/unsubscribe-link";
import { checkMailToken } from "@chorus/contracts/routes/internal-chat";
import type { NotificationContext } from "../../context.ts";

/** Turns the mails about one kind of event off for one person. Idempotent; of a tenant that is not there any more nothing is stored. */
export async function unsubscribe(context: NotificationContext, { tenantId, personId, event }: Unsubscription) {
  await context.database.withTenant(tenantId, async (tx) => {
    const choice = JSON.stringify({ email: false });
    await sql`
      insert into notification_preferences as p (tenant_id, person_id, settings)
      select tenant_id, ${personId}, jsonb_build_object('events', jsonb_build_object(${event}::text, ${choice}::jsonb))
        from tenants where tenant_id = ${tenantId}
      on conflict (tenant_id, person_id) do update set updated_at = now(), settings = p.settings || jsonb_build_object(
        'events', coalesce(p.settings -> 'events', '{}') || jsonb_build_object(${event}::text,
          coalesce(p.settings -> 'events' -> ${event}, '{}') || ${choice}::jsonb))`.execute(tx);
  });
}

/**
 * What the link of a mail asks for; null for anything this platform has not signed. chat-service knows the secret of mails that were
 * sent before links had one of their own.
 */
export async function readUnsubscription(
  { config, chat }: NotificationContext,
  token: string,
): Promise<Unsubscription | null> {
  const known = readUnsubscribeToken(config.secrets.links, token);
  const said = known ?? parseUnsubscribeToken(token);
  if (known || !said) return known;
  const { isOurs } = await chat.call(checkMailToken, { body: { kind: "unsubscribe", token } });
  return isOurs ? said : null;
}
