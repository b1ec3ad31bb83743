import type { AccessClaims } from "@chorus/auth/access-token";
import type { AuditAction } from "@chorus/contracts/entities/audit-action";
import { requirePermission } from "@chorus/auth/permission";
import { type Promotion, PROMOTION_LIMITS } from "@chorus/contracts/entities/promotion";
import type { createPromotion as createRoute, patchPromotion } from "@chorus/contracts/routes/promotions";
import type { RouteBody } from "@chorus/contracts/routes/define-route";
import type { TenantTx } from "@chorus/database/database";
import { auditActor, writeAudit } from "@chorus/database/write-audit";
import { AppError, notFound } from "@chorus/kernel/app-error";
import { sql } from "kysely";
import { changedMeanwhile } from "../changed-meanwhile.ts";
import type { CommerceContext } from "../context.ts";
import { findShop, lockShop } from "../shop/read-shop.ts";
import { lockPromotion, presentPromotion, termsOf } from "./promotion-rows.ts";
import { requireOrder, requireValue, statusOf } from "./promotion-rules.ts";

type Changes = Omit<RouteBody<typeof patchPromotion>, "ifVersion">;

/** @throws AppError `not_found` for an unknown product or category, `invalid`, `conflict` for too many */
export async function createPromotion(
  context: CommerceContext,
  caller: AccessClaims,
  input: RouteBody<typeof createRoute>,
  requestId: string,
): Promise<Promotion> {
  requirePermission(caller, "promotion.manage");
  const { tenantId } = caller;
  const at = new Date(context.clock.now());
  const { kind, name, needsCoupon = false, combines = true, maxUses = null, maxUsesPerCustomer = null } = input;
  const value = requireValue(kind, input.value);
  const beginsAt = input.beginsAt === undefined ? at : new Date(input.beginsAt);
  const endsAt = input.endsAt ? new Date(input.endsAt) : null;
  requireOrder(beginsAt, endsAt);
  return context.database.withTenant(tenantId, async (tx) => {
    await lockShop(tx, tenantId, "shared");
    await requireRoom(tx, tenantId, at);
    await requireKnown(tx, input);
    const { currency } = await findShop(tx);
    const row = await tx
      .insertInto("commerce.promotions")
      .values({
        ...{ tenant_id: tenantId, id: context.ids.next(), name, kind, value, currency },
        ...{ minimum_subtotal: input.minimumSubtotal ?? 0, needs_coupon: needsCoupon, combines },
        ...{ product_ids: distinct(input.productIds ?? []), category_ids: distinct(input.categoryIds ?? []) },
        ...{ priority: input.priority ?? 0, max_uses: maxUses, max_uses_per_customer: maxUsesPerCustomer },
        ...{ begins_at: beginsAt, ends_at: endsAt, ended_at: null, created_at: at, updated_at: at },
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    await auditPromotion(tx, caller, { action: "promotion.create", promotionId: row.id, requestId });
    return presentPromotion(tx, row, at);
  });
}

/**
 * Changes the given fields of one version of a promotion; quotes that were given keep what they say.
 * @throws AppError `not_found`, also for an unknown product or category, `conflict` for another version or one that was ended, `invalid`
 */
export async function changePromotion(
  context: CommerceContext,
  caller: AccessClaims,
  { promotionId, ifVersion, ...given }: RouteBody<typeof patchPromotion> & { promotionId: string },
  requestId: string,
): Promise<Promotion> {
  requirePermission(caller, "promotion.manage");
  const { tenantId } = caller;
  const at = new Date(context.clock.now());
  return context.database.withTenant(tenantId, async (tx) => {
    // Before its lock: one whose end is moved into the future runs again.
    await lockRoom(tx, tenantId);
    const before = await lockPromotion(tx, promotionId);
    if (before.version !== ifVersion) throw changedMeanwhile();
    if (before.ended_at !== null)
      throw new AppError("conflict", { detail: "This promotion has been ended: make a new one." });
    if (given.value !== undefined) requireValue(before.kind, given.value);
    await requireKnown(tx, given);
    const set = columnsOf(given);
    const times = { begins_at: before.begins_at, ends_at: before.ends_at, ...set };
    requireOrder(times.begins_at, times.ends_at);
    const after = { ...termsOf(before), endsAt: times.ends_at };
    if (statusOf(termsOf(before), at) === "ended" && statusOf(after, at) !== "ended")
      await requireRoom(tx, tenantId, at);
    const row = await tx
      .updateTable("commerce.promotions")
      .set({ ...set, version: before.version + 1, updated_at: at })
      .where("id", "=", promotionId)
      .returningAll()
      .executeTakeFirstOrThrow();
    const fields = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [name]));
    await auditPromotion(tx, caller, { action: "promotion.update", promotionId, requestId, fields });
    return presentPromotion(tx, row, at);
  });
}

function columnsOf(given: Changes) {
  const { name, value, minimumSubtotal, productIds, categoryIds, needsCoupon, combines, priority } = given;
  const { maxUses, maxUsesPerCustomer, beginsAt, endsAt } = given;
  return {
    ...(name === undefined ? {} : { name }),
    ...(value === undefined ? {} : { value }),
    ...(minimumSubtotal === undefined ? {} : { minimum_subtotal: minimumSubtotal }),
    ...(productIds === undefined ? {} : { product_ids: distinct(productIds) }),
    ...(categoryIds === undefined ? {} : { category_ids: distinct(categoryIds) }),
    ...(needsCoupon === undefined ? {} : { needs_coupon: needsCoupon }),
    ...(combines === undefined ? {} : { combines }),
    ...(priority === undefined ? {} : { priority }),
    ...(maxUses === undefined ? {} : { max_uses: maxUses }),
    ...(maxUsesPerCustomer === undefined ? {} : { max_uses_per_customer: maxUsesPerCustomer }),
    ...(beginsAt === undefined ? {} : { begins_at: new Date(beginsAt) }),
    ...(endsAt === undefined ? {} : { ends_at: endsAt === null ? null : new Date(endsAt) }),
  };
}

/** Ends it for good; ended again, it stays as it is. @throws AppError `not_found` */
export async function endPromotion(
  context: CommerceContext,
  caller: AccessClaims,
  { promotionId, requestId }: { promotionId: string; requestId: string },
): Promise<Promotion> {
  requirePermission(caller, "promotion.manage");
  const at = new Date(context.clock.now());
  return context.database.withTenant(caller.tenantId, async (tx) => {
    const before = await lockPromotion(tx, promotionId);
    if (before.ended_at !== null) return presentPromotion(tx, before, at);
    const row = await tx
      .updateTable("commerce.promotions")
      .set({ ended_at: at, version: before.version + 1, updated_at: at })
      .where("id", "=", promotionId)
      .returningAll()
      .executeTakeFirstOrThrow();
    await auditPromotion(tx, caller, { action: "promotion.end", promotionId, requestId });
    return presentPromotion(tx, row, at);
  });
}

export async function auditPromotion(
  tx: TenantTx,
  caller: AccessClaims,
  {
    action,
    promotionId,
    requestId,
    fields,
  }: { action: AuditAction; promotionId: string; requestId: string; fields?: readonly string[] },
): Promise<void> {
  await writeAudit(tx, {
    ...{ tenantId: caller.tenantId, actor: auditActor(caller), action, target: { type: "promotion", id: promotionId } },
    ...(fields ? { detail: { fields } } : {}),
    requestId,
  });
}

/** Those that run are counted one after the other. */
async function lockRoom(tx: TenantTx, tenantId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`promotions ${tenantId}`}, 0))`.execute(tx);
}

/** @throws AppError `conflict` for too many that have not ended */
async function requireRoom(tx: TenantTx, tenantId: string, at: Date): Promise<void> {
  await lockRoom(tx, tenantId);
  const { count } = await tx
    .selectFrom("commerce.promotions")
    .select((is) => is.fn.countAll<number>().as("count"))
    .where("ended_at", "is", null)
    .where((is) => is.or([is("ends_at", "is", null), is("ends_at", ">", at)]))
    .executeTakeFirstOrThrow();
  if (count >= PROMOTION_LIMITS.running)
    throw new AppError("conflict", {
      detail: `A shop has at most ${PROMOTION_LIMITS.running} promotions that have not ended: end one first.`,
    });
}

/** @throws AppError `not_found` for a product or a category that this shop does not have */
async function requireKnown(
  tx: TenantTx,
  { productIds = [], categoryIds = [] }: { productIds?: string[] | undefined; categoryIds?: string[] | undefined },
): Promise<void> {
  for (const [table, ids] of [
    ["commerce.products", distinct(productIds)],
    ["commerce.categories", distinct(categoryIds)],
  ] as const) {
    if (ids.length === 0) continue;
    const known = await tx.selectFrom(table).select("id").where("id", "in", ids).execute();
    if (known.length < ids.length) throw notFound();
  }
}

function distinct(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}
