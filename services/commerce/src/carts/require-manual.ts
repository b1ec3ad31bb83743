import type { AccessClaims } from "@chorus/auth/access-token";
import type { TenantTx } from "@chorus/database/database";
import { AppError } from "@chorus/kernel/app-error";
import { findShop } from "../shop/read-shop.ts";
import { isSignedIn } from "./is-signed-in.ts";

/**
 * A shop says who may order before anything is paid: an anonymous visitor could otherwise order all that it has. What costs nothing is
 * there for everybody.
 * @throws AppError `not_available`
 */
export async function requireManual(tx: TenantTx, caller: AccessClaims, { total }: { total: number }): Promise<void> {
  if (caller.role !== "customer" || total === 0) return;
  const { manualOrders } = await findShop(tx);
  if (manualOrders === "everybody" || (manualOrders === "signed_in" && (await isSignedIn(tx, caller.userId)))) return;
  const detail =
    manualOrders === "signed_in"
      ? "This shop takes orders that are not paid yet from signed-in customers only: sign in, or pay by card."
      : "This shop takes no orders that are not paid yet: pay by card.";
  throw new AppError("not_available", { detail });
}
