import { allocate, type Money, ratioOf, subtract, sumOf } from "@chorus/kernel/money";

const WHOLE = 10_000n;

/** A promotion that holds for a cart: its times, limits and minimum were asked before. */
export interface PromotionRule {
  id: string;
  kind: "percent" | "amount" | "free_shipping";
  /** Basis points, or minor units. */
  value: bigint;
  priority: number;
  combines: boolean;
  /** Whether it is for a line. @param at its position */
  covers(at: number): boolean;
}

/** What one promotion takes off, never nothing. */
export interface Taken {
  promotionId: string;
  kind: PromotionRule["kind"];
  amount: Money;
}

export interface TakenOff {
  /** In the order in which they were taken. */
  taken: Taken[];
  /** What is taken off each line. */
  discounts: Money[];
  /** What is left of shipping. */
  shipping: Money;
}

/**
 * What may be taken off together: all that combine, and each of the others alone. Those with the higher priority come first, then the
 * older ones, in whatever order they are given.
 */
export function candidatesOf(rules: readonly PromotionRule[]): PromotionRule[][] {
  const sorted = rules.toSorted(byRank);
  const combined = sorted.filter(({ combines }) => combines);
  const alone = sorted.filter(({ combines }) => !combines).map((rule) => [rule]);
  return [...(combined.length > 0 ? [combined] : []), ...alone].toSorted(([one], [other]) => byRank(one!, other!));
}

function byRank(one: PromotionRule, other: PromotionRule): number {
  return other.priority - one.priority || (one.id < other.id ? -1 : Number(one.id > other.id));
}

/**
 * Takes promotions off one after the other, each off what those before it have left, so that no line costs less than nothing. Of each the
 * shares of its lines add up to it exactly.
 * @param prices of the lines @param shipping what it costs without them
 */
export function takeOff(
  rules: readonly PromotionRule[],
  { prices, shipping }: { prices: readonly Money[]; shipping: Money },
): TakenOff {
  const left = [...prices];
  let shippingLeft = shipping;
  const taken: Taken[] = [];
  for (const rule of rules) {
    const covered = [...left.keys()].filter((at) => rule.covers(at));
    if (covered.length === 0) continue;
    const amount = rule.kind === "free_shipping" ? shippingLeft : offLines(rule, covered, left);
    if (amount.amount === 0n) continue;
    if (rule.kind === "free_shipping") shippingLeft = { ...shipping, amount: 0n };
    taken.push({ promotionId: rule.id, kind: rule.kind, amount });
  }
  return { taken, discounts: prices.map((price, at) => subtract(price, left[at]!)), shipping: shippingLeft };
}

/** @param left is what the lines cost after it @returns all of it */
function offLines({ kind, value }: PromotionRule, covered: readonly number[], left: Money[]): Money {
  const base = sumOf(
    left[covered[0]!]!.currency,
    covered.map((at) => left[at]!),
  );
  const most = kind === "percent" ? ratioOf(base, value, WHOLE) : { ...base, amount: value };
  const amount = most.amount > base.amount ? base : most;
  const shares = allocate(
    amount,
    covered.map((at) => left[at]!.amount),
  );
  for (const [index, at] of covered.entries()) left[at] = subtract(left[at]!, shares[index]!);
  return amount;
}
