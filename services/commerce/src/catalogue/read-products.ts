import type { AccessClaims } from "@chorus/auth/access-token";
import { requirePermission } from "@chorus/auth/permission";
import type { Product } from "@chorus/contracts/entities/catalogue";
import type { CommerceContext } from "../context.ts";
import { findProduct, presentProduct, type Reader } from "./product-queries.ts";

/** @throws AppError `not_found`, also for customers while it is not published */
export async function readProduct(context: CommerceContext, caller: AccessClaims, idOrSlug: string): Promise<Product> {
  const reader = readerOf(context, caller);
  return context.database.readTenant(caller.tenantId, async (tx) =>
    presentProduct(tx, await findProduct(tx, idOrSlug, reader), reader),
  );
}

/** @throws AppError `forbidden` */
export function readerOf({ clock }: CommerceContext, caller: AccessClaims): Reader {
  const reach = requirePermission(caller, "catalog.read");
  const at = new Date(clock.now());
  return reach === "own" ? { isCustomer: true, customerId: caller.userId, at } : { isCustomer: false, at };
}
