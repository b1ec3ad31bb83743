import { hashSecret } from "@chorus/auth/secrets";
import type { TenantTx } from "@chorus/database/database";
import { sql } from "kysely";
import type { ChatContext } from "../context.ts";
import { writeRevocation } from "../identity/revoke.ts";
import { requireDevice, type DeviceOwner } from "./device-owners.ts";

const DEVICES_PER_CUSTOMER = 20;

export interface NewDevice {
  tenantId: string;
  deviceToken: string;
  userAgent: string | null;
}

/** @param onlyConversationId the only conversation that it may access, for a device that a link in a mail has opened */
export async function addDevice(
  context: ChatContext,
  tx: TenantTx,
  customerId: string,
  device: NewDevice,
  onlyConversationId: string | null = null,
): Promise<DeviceOwner> {
  const deviceId = context.ids.next();
  await tx
    .insertInto("devices")
    .values({
      tenant_id: device.tenantId,
      id: deviceId,
      customer_id: customerId,
      token_hash: hashSecret(device.deviceToken),
      user_agent: device.userAgent,
      conversation_id: onlyConversationId,
      revoked_at: null,
    })
    .execute();
  const isLinked = onlyConversationId !== null;
  await forgetSurplus(context, tx, { tenantId: device.tenantId, customerId, isLinked });
  return requireDevice(tx, deviceId);
}

/**
 * Keeps only a customer's newest devices, because each use of an identity token creates one. Those that links have opened are kept
 * apart: whoever has a link must not put the customer out.
 */
async function forgetSurplus(
  context: ChatContext,
  tx: TenantTx,
  { tenantId, customerId, isLinked }: { tenantId: string; customerId: string; isLinked: boolean },
): Promise<void> {
  const surplus = await tx
    .deleteFrom("devices")
    .where("id", "in", (query) =>
      query
        .selectFrom("devices")
        .select("id")
        .where("customer_id", "=", customerId)
        .where("conversation_id", isLinked ? "is not" : "is", null)
        .orderBy(sql`revoked_at is not null`)
        .orderBy("last_seen_at", "desc")
        .orderBy("id", "desc")
        .offset(DEVICES_PER_CUSTOMER),
    )
    .returning("id")
    .execute();
  for (const { id } of surplus) await writeRevocation(context, tx, { tenantId, userId: customerId, sessionId: id });
}
