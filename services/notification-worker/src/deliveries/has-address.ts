import type { TenantTx } from "@chorus/database/database";
import type { DeliveryRow } from "../channels/channel.ts";

/**
 * Whether the recipient still has the address that a delivery was decided for: a former one may be a stranger's. A push subscription is
 * looked up by its channel, and a test goes to where it was asked for.
 */
export async function hasAddress(
  tx: TenantTx,
  { kind, channel, address, recipient_type: type, recipient_id: id }: DeliveryRow,
): Promise<boolean> {
  if (kind === "test" || (channel !== "email" && channel !== "sms")) return true;
  if (type === "user") {
    const user = await tx.selectFrom("users").select("email").where("id", "=", id).executeTakeFirst();
    return isSame(user?.email, address);
  }
  const customer = await tx.selectFrom("customers").select(["email", "phone"]).where("id", "=", id).executeTakeFirst();
  return isSame(channel === "email" ? customer?.email : customer?.phone, address);
}

function isSame(present: string | null | undefined, address: string): boolean {
  return present?.toLowerCase() === address.toLowerCase();
}
