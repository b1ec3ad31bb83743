import { CURRENCY_DECIMALS, type Money as MoneyOnWire } from "@chorus/contracts/money";
import { AppError } from "./app-error.ts";

/** An amount in minor units of a currency: cents for EUR. Never a float. */
export interface Money {
  readonly amount: bigint;
  /** ISO 4217, in capitals. */
  readonly currency: string;
}

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/** @throws AppError `invalid` for a currency that is not of ISO 4217 */
function decimalsOf(currency: string): number {
  const decimals = CURRENCY_DECIMALS.get(currency);
  if (decimals === undefined)
    throw new AppError("invalid", { detail: `"${currency}" is not a currency code of ISO 4217, such as EUR.` });
  return decimals;
}

/**
 * Reads `12.50`, as people and CSV files write it, with a point and without separators of thousands.
 * @throws AppError `invalid` for anything else, and for more decimals than the currency has
 */
export function parseMoney(text: string, currency: string): Money {
  const decimals = decimalsOf(currency);
  const [, sign, whole, fraction = ""] = DECIMAL.exec(text) ?? [];
  if (whole === undefined || fraction.length > decimals)
    throw new AppError("invalid", {
      detail: `"${text}" is not an amount of ${currency}: write digits, and a point with at most ${decimals} decimals.`,
    });
  const amount = BigInt(whole + fraction.padEnd(decimals, "0"));
  return { amount: sign === "-" ? -amount : amount, currency };
}

/** `12.50`: what `parseMoney` reads. For people, with their language's signs, it is `Intl`'s to write. */
export function formatMoney({ amount, currency }: Money): string {
  const decimals = decimalsOf(currency);
  const digits = String(amount < 0n ? -amount : amount).padStart(decimals + 1, "0");
  const sign = amount < 0n ? "-" : "";
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** The sum; zero of nothing. @throws Error when currencies are mixed */
export function sumOf(currency: string, parts: Iterable<Money>): Money {
  let amount = 0n;
  for (const part of parts) {
    if (part.currency !== currency) throw new Error(`${part.currency} cannot be added to ${currency}`);
    amount += part.amount;
  }
  return { amount, currency };
}

/** @throws Error when currencies are mixed */
export function add(left: Money, right: Money): Money {
  return sumOf(left.currency, [left, right]);
}

/** @throws Error when currencies are mixed */
export function subtract(left: Money, right: Money): Money {
  return add(left, { ...right, amount: -right.amount });
}

/** So many times as much. @param count a whole number */
export function times({ amount, currency }: Money, count: number): Money {
  return { amount: amount * BigInt(count), currency };
}

/** `numerator / denominator` of it, rounded half away from zero to minor units. @param denominator above zero */
export function ratioOf({ amount, currency }: Money, numerator: bigint, denominator: bigint): Money {
  const product = amount * numerator;
  const size = product < 0n ? -product : product;
  const rounded = (2n * size + denominator) / (2n * denominator);
  return { amount: product < 0n ? -rounded : rounded, currency };
}

/**
 * Shares by weight that add up to it exactly: each has its part rounded towards zero, and what is left goes in single minor units to
 * the largest remainders, the first of equal ones before later ones. Without any weight the shares are equal.
 * @param weights none below zero, at least one
 */
export function allocate({ amount, currency }: Money, weights: readonly bigint[]): Money[] {
  const given = weights.reduce((sum, weight) => sum + weight, 0n);
  const used = given === 0n ? weights.map(() => 1n) : weights;
  const whole = given === 0n ? BigInt(weights.length) : given;
  const size = amount < 0n ? -amount : amount;
  const shares = used.map((weight) => (size * weight) / whole);
  const remainders = used.map((weight) => (size * weight) % whole);
  const missing = Number(size - shares.reduce((sum, share) => sum + share, 0n));
  const byRemainder = [...used.keys()].toSorted((left, right) => Number(remainders[right]! - remainders[left]!));
  const raised = new Set(byRemainder.slice(0, missing));
  return shares.map((share, index) => {
    const exact = raised.has(index) ? share + 1n : share;
    return { amount: amount < 0n ? -exact : exact, currency };
  });
}

/** From the wire, or a row. */
export function moneyOf({ amount, currency }: MoneyOnWire): Money {
  return { amount: BigInt(amount), currency };
}

/** For the wire, or a row. @throws Error for an amount that JSON does not carry exactly */
export function toWire({ amount, currency }: Money): MoneyOnWire {
  const number = Number(amount);
  if (!Number.isSafeInteger(number)) throw new Error(`${amount} ${currency} cannot be written exactly as a number`);
  return { amount: number, currency };
}
