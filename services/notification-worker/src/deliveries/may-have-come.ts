import type { ChosenChannel } from "@chorus/contracts/entities/notification-preferences";
import type { DeliveryRow } from "../channels/channel.ts";

/** Nothing came of these, and nothing will. */
export const NEVER_CAME = ["failed", "bounced", "suppressed", "cancelled"] as const;
const CAME: ReadonlySet<string> = new Set(["sent", "delivered", "unknown"]);
const PENDING: ReadonlySet<string> = new Set(["queued", "held"]);

export type PresentAddresses = Partial<Record<ChosenChannel, readonly string[]>>;

/** Whether a delivery has told its recipient, or may have, or still will: one that waits for a former address never does. */
export function mayHaveCome(
  delivery: Pick<DeliveryRow, "status" | "channel" | "address">,
  addresses: PresentAddresses,
): boolean {
  return CAME.has(delivery.status) || (PENDING.has(delivery.status) && isPresent(delivery, addresses));
}

/** Whether it is for an address that the recipient has now. */
export function isPresent(
  { channel, address }: Pick<DeliveryRow, "channel" | "address">,
  addresses: PresentAddresses,
): boolean {
  const present = channel === "webhook" ? undefined : addresses[channel];
  return present?.some((one) => one.toLowerCase() === address.toLowerCase()) ?? false;
}
