import type { PromotionKind } from "@chorus/contracts/entities/promotion";
import { PROMOTION_LIMITS } from "@chorus/contracts/entities/promotion";
import { AppError } from "@chorus/kernel/app-error";

/** When a promotion holds, and how often. */
export interface PromotionTerms {
  beginsAt: Date;
  endsAt: Date | null;
  /** When somebody ended it. */
  endedAt: Date | null;
  maxUses: number | null;
  maxUsesPerCustomer: number | null;
  /** Minor units. */
  minimumSubtotal: number;
}

/** How often it was used, without canceled orders. */
export interface PromotionUses {
  all: number;
  ofCustomer: number;
}

export const NO_USES: PromotionUses = { all: 0, ofCustomer: 0 };

/** Why a promotion does not hold, by the error that says so. */
export type NotHolding = "coupon_not_begun" | "coupon_ended" | "coupon_used_up" | "coupon_needs_more";

/** @returns null: it holds. @param subtotal what the goods cost before anything is taken off */
export function whyNotHolding(
  terms: PromotionTerms,
  { at, uses, subtotal }: { at: Date; uses: PromotionUses; subtotal: number },
): NotHolding | null {
  if (statusOf(terms, at) === "ended") return "coupon_ended";
  if (statusOf(terms, at) === "scheduled") return "coupon_not_begun";
  if (isUsedUp(terms, uses)) return "coupon_used_up";
  return subtotal < terms.minimumSubtotal ? "coupon_needs_more" : null;
}

export function statusOf(
  { beginsAt, endsAt, endedAt }: Pick<PromotionTerms, "beginsAt" | "endsAt" | "endedAt">,
  at: Date,
): "scheduled" | "active" | "ended" {
  if (endedAt !== null || (endsAt !== null && endsAt <= at)) return "ended";
  return beginsAt > at ? "scheduled" : "active";
}

export function isUsedUp(
  { maxUses, maxUsesPerCustomer }: Pick<PromotionTerms, "maxUses" | "maxUsesPerCustomer">,
  { all, ofCustomer }: PromotionUses,
): boolean {
  return (maxUses !== null && all >= maxUses) || (maxUsesPerCustomer !== null && ofCustomer >= maxUsesPerCustomer);
}

/** @returns what is stored. @throws AppError `invalid` for a value that this kind cannot have */
export function requireValue(kind: PromotionKind, value: number | undefined): number {
  const message =
    kind === "free_shipping"
      ? value !== undefined && "is for percent and amount only: free shipping has none"
      : value === undefined
        ? "is missing"
        : kind === "percent" && value > PROMOTION_LIMITS.percent && "must be basis points up to 10000, which is 100 %";
  if (message) throw invalid("value", message);
  return value ?? 0;
}

/** @throws AppError `invalid` */
export function requireOrder(beginsAt: Date, endsAt: Date | null): void {
  if (endsAt !== null && endsAt <= beginsAt) throw invalid("endsAt", "must be after beginsAt");
}

function invalid(path: string, message: string): AppError {
  return new AppError("invalid", { detail: `${path}: ${message}`, errors: [{ path, message }] });
}
