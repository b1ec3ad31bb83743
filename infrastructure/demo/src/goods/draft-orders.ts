import { type Random, uuidAt } from "../random.ts";
import type { GoodsDraft, VariantDraft } from "./draft-goods.ts";
import { NAMED_ORDERS, type OrderStage } from "./named-orders.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
export const HISTORY_DAYS = 183;
/** Of customers who never wrote as well as of those who did: one in ten of what such a shop would have. */
const ORDERS = 420;
const FIRST_NUMBER = 14_200;
/** Just above the newest that somebody names in a conversation. */
const LAST_NUMBER = 21_104;

const VAT = 190_000n;
const MILLION = 1_000_000n;
export const SHIPPING_FEE = 490;
export const FREE_SHIPPING_FROM = 10_000;

export interface LineDraft {
  id: string;
  variant: VariantDraft;
  quantity: number;
  /** Of these cents, with tax, what is tax. */
  tax: number;
  total: number;
}

export interface OrderDraft {
  id: string;
  cartId: string;
  number: number;
  customerId: string;
  stage: OrderStage;
  placedMs: number;
  /** When it was held, sent, delivered or canceled; that of a new one is when it was placed. */
  changedMs: number;
  lines: LineDraft[];
  subtotal: number;
  shipping: number;
  shippingTax: number;
  tax: number;
  total: number;
  reason: string | null;
  note: string | null;
}

const HOLD_REASONS = [
  "Flat number is missing in the address",
  "Waits for the second box",
  "Customer is away until Monday",
];
const CANCEL_REASONS = ["Ordered twice", "Changed their mind", "Wrong size, ordered again"];
const NOTES = [
  "Asked for the parcel to be left with the neighbours at no. 14.",
  "A birthday present: no invoice in the box.",
  "Called, wants both boxes on the same day.",
];

export interface Asked {
  customerId: string;
  /** When they wrote about it, after it was placed. */
  askedMs: number;
}

/**
 * Six months of orders, the oldest first: more from month to month, few at night.
 * @param asked who wrote about an order, by its number
 */
export function draftOrders(
  { products }: GoodsDraft,
  customers: readonly { id: string }[],
  asked: ReadonlyMap<number, Asked>,
  nowMs: number,
  random: Random,
): OrderDraft[] {
  const variants = products.flatMap((product) => product.variants);
  const numbers = Array.from({ length: ORDERS }, (_, index) => numberAt((index + random.next()) / ORDERS));
  const all = [...new Set([...numbers, ...NAMED_ORDERS.keys()])].toSorted((left, right) => left - right);
  return all.map((number) => {
    const known = NAMED_ORDERS.get(number);
    const by = asked.get(number);
    const customerId = by?.customerId ?? customers[random.between(0, customers.length - 1)]!.id;
    const latestMs = by ? by.askedMs - DAY : nowMs - 10 * 60_000;
    const placedMs = Math.min(placedAt(number, nowMs, random), latestMs);
    const stage = known?.stage ?? stageOf(nowMs - placedMs, random);
    const goods = known ? goodsOf(known.goods, variants) : chooseGoods(variants, random);
    return draftOrder({ number, customerId, stage, placedMs, goods }, nowMs, random);
  });
}

function goodsOf(wanted: Readonly<Record<string, number>>, variants: readonly VariantDraft[]): Chosen["goods"] {
  return Object.entries(wanted).map(([sku, quantity]) => {
    const variant = variants.find((candidate) => candidate.sku === sku);
    if (!variant) throw new Error(`the demo shop does not sell ${sku}`);
    return { variant, quantity };
  });
}

/** Rises with the square root: twice as many orders a day at the end as in the middle. */
function numberAt(share: number): number {
  return FIRST_NUMBER + Math.floor(Math.sqrt(share) * (LAST_NUMBER - FIRST_NUMBER));
}

function placedAt(number: number, nowMs: number, random: Random): number {
  const share = (number - FIRST_NUMBER) / (LAST_NUMBER - FIRST_NUMBER);
  const ms = nowMs - HISTORY_DAYS * DAY * (1 - share ** 2);
  const hour = new Date(ms).getUTCHours();
  return hour < 6 ? ms + random.between(6, 9) * HOUR : ms;
}

function stageOf(ageMs: number, random: Random): OrderStage {
  const chance = random.next();
  if (chance < 0.04) return "canceled";
  if (ageMs > 5 * DAY) return "delivered";
  if (ageMs > 1.5 * DAY) return chance < 0.12 ? "held" : "sent";
  return chance < 0.12 ? "held" : "new";
}

function chooseGoods(variants: readonly VariantDraft[], random: Random): Chosen["goods"] {
  const count = [1, 1, 1, 2, 2, 3][random.between(0, 5)] ?? 1;
  const chosen = new Set<VariantDraft>();
  while (chosen.size < count) chosen.add(variants[random.between(0, variants.length - 1)]!);
  return [...chosen].map((variant) => ({ variant, quantity: random.next() < 0.85 ? 1 : 2 }));
}

interface Chosen {
  number: number;
  customerId: string;
  stage: OrderStage;
  placedMs: number;
  goods: { variant: VariantDraft; quantity: number }[];
}

function draftOrder({ goods, ...chosen }: Chosen, nowMs: number, random: Random): OrderDraft {
  const lines = goods.map(({ variant, quantity }) => {
    const total = variant.price * quantity;
    return { id: uuidAt(chosen.placedMs, random), variant, quantity, total, tax: taxIn(total) };
  });
  const subtotal = lines.reduce((sum, line) => sum + line.total, 0);
  const shipping = subtotal >= FREE_SHIPPING_FROM ? 0 : SHIPPING_FEE;
  const shippingTax = taxIn(shipping);
  const afterMs = { new: 0, held: 2 * HOUR, canceled: 3 * HOUR, sent: 26 * HOUR, delivered: 74 * HOUR }[chosen.stage];
  const reasons = { held: HOLD_REASONS, canceled: CANCEL_REASONS, new: [], sent: [], delivered: [] }[chosen.stage];
  return {
    ...chosen,
    ...{ id: uuidAt(chosen.placedMs, random), cartId: uuidAt(chosen.placedMs - HOUR / 4, random), lines },
    changedMs: Math.min(chosen.placedMs + afterMs, nowMs - 60_000),
    ...{ subtotal, shipping, shippingTax, total: subtotal + shipping },
    tax: lines.reduce((sum, line) => sum + line.tax, shippingTax),
    reason: reasons[random.between(0, reasons.length - 1)] ?? null,
    note: random.next() < 0.06 ? (NOTES[random.between(0, NOTES.length - 1)] ?? null) : null,
  };
}

/** The tax in a price that includes it, rounded half up, as the shop's own pricing does. */
function taxIn(total: number): number {
  const divisor = MILLION + VAT;
  const net = (2n * BigInt(total) * MILLION + divisor) / (2n * divisor);
  return total - Number(net);
}
