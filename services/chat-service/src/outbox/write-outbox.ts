import type { TenantTx } from "@chorus/database/database";

// What a row that is no event asks for. Here and not beside who writes it: the outbox knows nobody who uses it.

/** Every gateway closes sockets, and every service asks again who may come in. */
export const REVOCATION_TOPIC = "control.revoke";
/** Somebody is mailed a link to set a password. */
export const PASSWORD_LINK_TOPIC = "people.mail_link";
/** Somebody is mailed that their account was signed in to elsewhere. */
export const NEW_DEVICE_TOPIC = "people.new_device";
/** A conversation is mailed. */
export const TRANSCRIPT_TOPIC = "conversation.transcript";

/** Writes what must be told or done after this transaction has committed. */
export async function writeOutbox(tx: TenantTx, tenantId: string, topic: string, payload: object): Promise<void> {
  await tx
    .insertInto("outbox")
    .values({
      tenant_id: tenantId,
      topic,
      payload: JSON.stringify(payload),
      conversation_id: null,
      seq: null,
      published_at: null,
      dispatched_at: null,
    })
    .execute();
}
