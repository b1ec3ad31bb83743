import type { AccessClaims } from "@chorus/auth/access-token";
import { requirePermission } from "@chorus/auth/permission";
import { type Coupon, PROMOTION_LIMITS } from "@chorus/contracts/entities/promotion";
import type { listCoupons } from "@chorus/contracts/routes/promotions";
import type { RouteQuery } from "@chorus/contracts/routes/define-route";
import { violates } from "@chorus/database/database";
import type { CouponsTable } from "@chorus/database/tables/promotions";
import { decodeCursor, type Page, pageOf } from "@chorus/http/keyset";
import { AppError } from "@chorus/kernel/app-error";
import { toTimestamp } from "@chorus/kernel/clock";
import type { Selectable } from "kysely";
import { z } from "zod";
import type { CommerceContext } from "../context.ts";
import { findPromotion, lockPromotion } from "./promotion-rows.ts";
import { auditPromotion } from "./save-promotion.ts";

const Position = z.object({ code: z.string() });

/** The codes of a promotion, in their order. @throws AppError `not_found` */
export async function readCoupons(
  context: CommerceContext,
  caller: AccessClaims,
  { promotionId, limit, cursor }: RouteQuery<typeof listCoupons> & { promotionId: string },
): Promise<Page<Coupon>> {
  requirePermission(caller, "promotion.read");
  const after = decodeCursor(Position, cursor);
  return context.database.readTenant(caller.tenantId, async (tx) => {
    await findPromotion(tx, promotionId);
    let query = tx
      .selectFrom("commerce.coupons")
      .selectAll()
      .where("promotion_id", "=", promotionId)
      .orderBy("code")
      .limit(limit + 1);
    if (after) query = query.where("code", ">", after.code);
    return pageOf(await query.execute(), limit, presentCoupon, ({ code }) => ({ code }));
  });
}

/**
 * @param code in its one form
 * @throws AppError `not_found`, `already_exists` for a code that any promotion of the company has, `conflict` for too many, and for a
 * promotion that has been ended or needs none
 */
export async function addCoupon(
  context: CommerceContext,
  caller: AccessClaims,
  { promotionId, code, requestId }: { promotionId: string; code: string; requestId: string },
): Promise<Coupon> {
  requirePermission(caller, "promotion.manage");
  const { tenantId } = caller;
  const at = new Date(context.clock.now());
  try {
    return await context.database.withTenant(tenantId, async (tx) => {
      const promotion = await lockPromotion(tx, promotionId);
      if (promotion.ended_at !== null) throw new AppError("conflict", { detail: "This promotion has been ended." });
      if (!promotion.needs_coupon)
        throw new AppError("conflict", { detail: "This promotion applies by itself: it needs no code." });
      const { count } = await tx
        .selectFrom("commerce.coupons")
        .select((is) => is.fn.countAll<number>().as("count"))
        .where("promotion_id", "=", promotionId)
        .executeTakeFirstOrThrow();
      if (count >= PROMOTION_LIMITS.coupons)
        throw new AppError("conflict", { detail: `A promotion has at most ${PROMOTION_LIMITS.coupons} codes.` });
      const row = await tx
        .insertInto("commerce.coupons")
        .values({ tenant_id: tenantId, code, promotion_id: promotionId, created_at: at })
        .returningAll()
        .executeTakeFirstOrThrow();
      await auditPromotion(tx, caller, { action: "promotion.add_coupon", promotionId, requestId });
      return presentCoupon(row);
    });
  } catch (error) {
    if (!violates(error, "coupons_code")) throw error;
    const message = "This code is taken: each stands for one promotion.";
    throw new AppError("already_exists", { detail: message, errors: [{ path: "code", message }], cause: error });
  }
}

function presentCoupon(row: Selectable<CouponsTable>): Coupon {
  return { code: row.code, promotionId: row.promotion_id, createdAt: toTimestamp(row.created_at) };
}
