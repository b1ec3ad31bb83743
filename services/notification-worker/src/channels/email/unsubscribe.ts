import { sql } from "kysely";
import {
  parseUnsubscribeToken,
  readUnsubscribeToken,
  unsubscribeTag,
  type Unsubscription,
} from "@chorus/auth/unsubscribe-link";
import { checkMailToken } from "@chorus/contracts/routes/internal-chat";
import type { TenantTx } from "@chorus/database/database";
import { lockAgainstErasure } from "@chorus/database/lock-against-erasure";
import type { NotificationContext } from "../../context.ts";

/**
 * Turns the mails about one kind of event off at the address that the mail went to: whoever got it by mistake says nothing of the
 * person's other addresses. Idempotent; of a tenant that is not there any more nothing is stored.
 */
export async function unsubscribe({ config, database }: NotificationContext, said: Unsubscription): Promise<void> {
  await database.withTenant(said.tenantId, async (tx) => {
    if (said.addressTag === null) return stopEverywhere(tx, said);
    const address = await addressOf(tx, config.secrets.links, said);
    if (address !== null && (await lockAgainstErasure(tx, said.personId))) await stopAt(tx, said, address);
  });
}

/** Mails of before links named their address: for the person, as it was said then. */
async function stopEverywhere(tx: TenantTx, { tenantId, personId, event }: Unsubscription): Promise<void> {
  const choice = JSON.stringify({ email: false });
  await sql`
    insert into notification_preferences as p (tenant_id, person_id, settings)
    select tenant_id, ${personId}, jsonb_build_object('events', jsonb_build_object(${event}::text, ${choice}::jsonb))
      from tenants where tenant_id = ${tenantId}
    on conflict (tenant_id, person_id) do update set updated_at = now(), settings = p.settings || jsonb_build_object(
      'events', coalesce(p.settings -> 'events', '{}') || jsonb_build_object(${event}::text,
        coalesce(p.settings -> 'events' -> ${event}, '{}') || ${choice}::jsonb))`.execute(tx);
}

/** Whoever of the tenant has this address. */
async function stopAt(tx: TenantTx, { tenantId, event }: Unsubscription, address: string): Promise<void> {
  await tx
    .insertInto("stopped_emails")
    .values({ tenant_id: tenantId, address: sql`lower(${address})`, event })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The address that the link was mailed to; null when neither the person nor the delivery log has it any more. */
async function addressOf(tx: TenantTx, secret: string, said: Unsubscription): Promise<string | null> {
  const { tenantId, personId } = said;
  const isMeant = (address: string | null | undefined): address is string =>
    typeof address === "string" && unsubscribeTag(secret, { tenantId, personId, address }) === said.addressTag;
  const person =
    (await tx.selectFrom("customers").select("email").where("id", "=", personId).executeTakeFirst()) ??
    (await tx.selectFrom("users").select("email").where("id", "=", personId).executeTakeFirst());
  if (isMeant(person?.email)) return person.email;
  const mailed = await tx
    .selectFrom("deliveries")
    .select("address")
    .distinct()
    .where("recipient_id", "=", personId)
    .where("kind", "=", said.event)
    .where("channel", "=", "email")
    .execute();
  return mailed.map(({ address }) => address).find(isMeant) ?? null;
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
