import type { TenantTx } from "@chorus/database/database";
import type { DeliveryRow } from "../channels/channel.ts";

/** Why nothing may be sent to this address, or null. */
export async function readSuppression(tx: TenantTx, { channel, address }: DeliveryRow): Promise<string | null> {
  const row = await tx
    .selectFrom("suppressions")
    .select("reason")
    .where("channel", "=", channel)
    .where("address", "=", address)
    .executeTakeFirst();
  return row?.reason ?? null;
}

/** Suppresses an address: it does not exist, or its owner has unsubscribed. */
export async function suppress(
  tx: TenantTx,
  { tenant_id, channel, address }: DeliveryRow,
  reason: string,
): Promise<void> {
  await tx
    .insertInto("suppressions")
    .values({ tenant_id, channel, address, reason })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Removes the suppression of an address. */
export async function unsuppress(
  tx: TenantTx,
  { channel, address }: Pick<DeliveryRow, "channel" | "address">,
): Promise<void> {
  await tx.deleteFrom("suppressions").where("channel", "=", channel).where("address", "=", address).execute();
}
