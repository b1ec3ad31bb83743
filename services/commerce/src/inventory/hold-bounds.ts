import type { Free, Share } from "./plan-allocation.ts";

const MINUTE_MS = 60_000;

/** How long a quote keeps prices and units. */
export const QUOTE_MS = 15 * MINUTE_MS;
/** How long a customer's quotes keep units, from the first one on; then nothing for as long again. */
const HOLDING_MS = 60 * MINUTE_MS;

/** Of one variant, by a customer whom the shop has not signed in: a part of what is there, and always a few units. */
const ANONYMOUS_PART = 4;
const ANONYMOUS_UNITS = 5;

/** The most units of a variant that an anonymous customer holds at once, of those that can be promised. */
export function mostHeldAnonymous(available: number): number {
  return Math.max(ANONYMOUS_UNITS, Math.floor(available / ANONYMOUS_PART));
}

/** As much of the shares as may be held of each variant, those that come first. */
export function boundedShares(
  shares: readonly Share[],
  free: readonly Free[],
  mostOf: (available: number) => number,
): Share[] {
  const left = new Map<string, number>();
  for (const { variantId, quantity } of free) left.set(variantId, (left.get(variantId) ?? 0) + Math.max(quantity, 0));
  for (const [variantId, available] of left) left.set(variantId, mostOf(available));
  return shares.flatMap((share) => {
    const most = left.get(share.variantId) ?? 0;
    const quantity = Math.min(share.quantity, most);
    left.set(share.variantId, most - quantity);
    return quantity > 0 ? [{ ...share, quantity }] : [];
  });
}

/**
 * How long units are held for a quote of now.
 * @param first when the customer's holding began; null: never
 * @returns when it has begun now, and `until` null while nothing is held
 */
export function holdingWindow(first: Date | null, at: Date): { since: Date; until: Date | null } {
  const nowMs = at.getTime();
  const firstMs = first?.getTime() ?? -Infinity;
  const sinceMs = nowMs < firstMs + 2 * HOLDING_MS ? firstMs : nowMs;
  const untilMs = Math.min(nowMs + QUOTE_MS, sinceMs + HOLDING_MS);
  return { since: new Date(sinceMs), until: untilMs > nowMs ? new Date(untilMs) : null };
}
