import type { AccessClaims } from "@chorus/auth/access-token";
import { requirePermission } from "@chorus/auth/permission";
import type { Promotion } from "@chorus/contracts/entities/promotion";
import type { listPromotions } from "@chorus/contracts/routes/promotions";
import type { RouteQuery } from "@chorus/contracts/routes/define-route";
import { decodeCursor, type Page, pageOf } from "@chorus/http/keyset";
import { z } from "zod";
import type { CommerceContext } from "../context.ts";
import { findPromotion, presentPromotion, presentPromotions } from "./promotion-rows.ts";

const Position = z.object({ id: z.uuid() });

/** The newest first. */
export async function readPromotions(
  context: CommerceContext,
  caller: AccessClaims,
  { limit, cursor, status }: RouteQuery<typeof listPromotions>,
): Promise<Page<Promotion>> {
  requirePermission(caller, "promotion.read");
  const before = decodeCursor(Position, cursor);
  const at = new Date(context.clock.now());
  return context.database.readTenant(caller.tenantId, async (tx) => {
    let query = tx
      .selectFrom("commerce.promotions")
      .selectAll()
      .orderBy("id", "desc")
      .limit(limit + 1);
    if (before) query = query.where("id", "<", before.id);
    if (status === "ended")
      query = query.where((is) => is.or([is("ended_at", "is not", null), is("ends_at", "<=", at)]));
    if (status === "scheduled" || status === "active")
      query = query
        .where("ended_at", "is", null)
        .where((is) => is.or([is("ends_at", "is", null), is("ends_at", ">", at)]))
        .where("begins_at", status === "active" ? "<=" : ">", at);
    const promotions = await presentPromotions(tx, await query.execute(), at);
    return pageOf(
      promotions,
      limit,
      (promotion) => promotion,
      ({ id }) => ({ id }),
    );
  });
}

/** @throws AppError `not_found` */
export async function readPromotion(
  context: CommerceContext,
  caller: AccessClaims,
  promotionId: string,
): Promise<Promotion> {
  requirePermission(caller, "promotion.read");
  const at = new Date(context.clock.now());
  return context.database.readTenant(caller.tenantId, async (tx) =>
    presentPromotion(tx, await findPromotion(tx, promotionId), at),
  );
}
