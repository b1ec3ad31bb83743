import { sql } from "kysely";
import { equalSecrets } from "@chorus/auth/secrets";
import { signatureOf } from "@chorus/auth/signed-token";
import { CHOSEN_EVENTS, type ChosenEvent } from "@chorus/contracts/entities/notification-preferences";
import { Uuid } from "@chorus/contracts/ids";
import type { NotificationContext } from "../../context.ts";

/** Turns the mails about one kind of event off for one person. Idempotent. */
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

export interface Unsubscription {
  tenantId: string;
  personId: string;
  event: ChosenEvent;
}

/** `tenant.person.event.signature`: whoever has the mail can unsubscribe from its kind of event. No login, no expiry. */
export function unsubscribeToken(secret: string, { tenantId, personId, event }: Unsubscription): string {
  const signature = signatureOf(secret, "unsubscribe", [tenantId, personId, event]);
  return [tenantId, personId, Buffer.from(event).toString("base64url"), signature].join(".");
}

/** @returns null for anything that this platform has not signed */
export function readUnsubscribeToken(secret: string, token: string): Unsubscription | null {
  const [tenantId = "", personId = "", encoded = ""] = token.split(".");
  const event = CHOSEN_EVENTS.find((candidate) => candidate === Buffer.from(encoded, "base64url").toString());
  if (!event || !Uuid.safeParse(tenantId).success || !Uuid.safeParse(personId).success) return null;
  const unsubscription = { tenantId, personId, event };
  return equalSecrets(token, unsubscribeToken(secret, unsubscription)) ? unsubscription : null;
}
