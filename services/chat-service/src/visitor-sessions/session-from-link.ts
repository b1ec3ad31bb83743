import { addressTag, type ConversationLink } from "@chorus/auth/conversation-link";
import type { TenantTx } from "@chorus/database/database";
import { sql } from "kysely";
import type { ChatContext } from "../context.ts";
import { addDevice, type NewDevice } from "./add-device.ts";
import type { DeviceOwner } from "./device-owners.ts";

/**
 * Opens the conversation that a mail link is for, on a device of its own that can access nothing else.
 * @param known the customer of this browser's device; used when the conversation is theirs
 * @returns null when there is no such conversation (any more)
 */
export async function sessionFromLink(
  context: ChatContext,
  tx: TenantTx,
  link: ConversationLink,
  known: DeviceOwner | undefined,
  device: NewDevice,
): Promise<DeviceOwner | null> {
  const conversation = await tx
    .selectFrom("conversations as c")
    .innerJoin("customers as p", (join) =>
      join.onRef("p.tenant_id", "=", "c.tenant_id").onRef("p.id", "=", "c.customer_id"),
    )
    .select("p.email")
    .where("c.id", "=", link.conversationId)
    .where("c.customer_id", "=", link.customerId)
    .where("p.erased_at", "is", null)
    .forNoKeyUpdate("p")
    .executeTakeFirst();
  if (!conversation) return null;
  const reaches = known?.onlyConversationId ?? link.conversationId;
  if (known?.customerId === link.customerId && reaches === link.conversationId) return known;
  if (!(await isStillTheirs(tx, link, conversation.email))) return null;
  return addDevice(context, tx, link.customerId, device, link.conversationId);
}

/** Whether the mail with this link went to the address that the customer has now. */
async function isStillTheirs(tx: TenantTx, link: ConversationLink, email: string | null): Promise<boolean> {
  if (email === null) return false;
  if (link.addressTag !== null) return link.addressTag === addressTag(email);
  const elsewhere = await tx
    .selectFrom("deliveries")
    .select("id")
    .where("conversation_id", "=", link.conversationId)
    .where("recipient_id", "=", link.customerId)
    .where("channel", "=", "email")
    .where(sql<boolean>`lower(address) <> ${email.toLowerCase()}`)
    .limit(1)
    .executeTakeFirst();
  return elsewhere === undefined;
}
