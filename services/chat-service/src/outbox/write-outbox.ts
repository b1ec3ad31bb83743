import type { TenantTx } from "@chorus/database/database";

// The payloads of rows that are not events. They are defined here because the outbox must not import the rooms above it.

/** Gateways close sockets and services check sessions again. */
export const REVOCATION_TOPIC = "control.revoke";
/** A mail with a link that sets a password. */
export const PASSWORD_LINK_TOPIC = "people.mail_link";
/** A mail about a sign-in on a new device. */
export const NEW_DEVICE_TOPIC = "people.new_device";
/** A mail about a password that was changed. */
export const PASSWORD_CHANGED_TOPIC = "people.password_changed";
/** A mail about a quota that is nearly used up. */
export const QUOTA_TOPIC = "tenant.quota";
/** A mail with a transcript. */
export const TRANSCRIPT_TOPIC = "conversation.transcript";
/** A note was edited so that it mentions somebody it did not mention before. */
export const MENTIONED_TOPIC = "conversation.mentioned";
/** A customer has another address: who has to be told of what is decided again. */
export const UNREAD_TOPIC = "message.unread";

/** Writes rows to be published or dispatched after the commit of this transaction. */
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
