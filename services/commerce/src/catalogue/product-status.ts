import type { AccessClaims } from "@chorus/auth/access-token";
import { requirePermission } from "@chorus/auth/permission";
import type { AuditAction } from "@chorus/contracts/entities/audit-action";
import type { Product } from "@chorus/contracts/entities/catalogue";
import { AppError } from "@chorus/kernel/app-error";
import type { CommerceContext } from "../context.ts";
import { lockProduct, presentProduct, refreshProduct } from "./product-queries.ts";
import { auditProduct } from "./save-product.ts";

/** Shows a product to customers; one that is shown already stays as it is. @throws AppError `not_found`, `conflict` without a variant */
export function publishProduct(
  context: CommerceContext,
  caller: AccessClaims,
  idOrSlug: string,
  requestId: string,
): Promise<Product> {
  return setStatus(context, caller, { idOrSlug, status: "active", action: "product.publish", requestId });
}

/** Takes a product out of the shop. @throws AppError `not_found` */
export function archiveProduct(
  context: CommerceContext,
  caller: AccessClaims,
  idOrSlug: string,
  requestId: string,
): Promise<Product> {
  return setStatus(context, caller, { idOrSlug, status: "archived", action: "product.archive", requestId });
}

async function setStatus(
  context: CommerceContext,
  caller: AccessClaims,
  change: { idOrSlug: string; status: "active" | "archived"; action: AuditAction; requestId: string },
): Promise<Product> {
  requirePermission(caller, "catalog.manage");
  const { idOrSlug, status, action, requestId } = change;
  const at = new Date(context.clock.now());
  const reader = { isCustomer: false, at };
  return context.database.withTenant(caller.tenantId, async (tx) => {
    const before = await lockProduct(tx, idOrSlug);
    if (before.status === status) return presentProduct(tx, before, reader);
    if (status === "active" && before.price_from === null)
      throw new AppError("conflict", { detail: "The product has no variant yet: add one with its price first." });
    const published = status === "active" ? { published_at: at } : {};
    await tx
      .updateTable("commerce.products")
      .set({ status, ...published })
      .where("id", "=", before.id)
      .execute();
    const row = await refreshProduct(tx, before.id, at);
    await auditProduct(tx, caller, { action, productId: row.id, requestId });
    return presentProduct(tx, row, reader);
  });
}
