/**
 * Where Stripe counts in other units than ISO 4217 (docs.stripe.com/currencies): how many of its units are one of ours. A krona of
 * Iceland and a shilling of Uganda are sent with two decimals, an ariary of Madagascar without any.
 */
const UNITS: Readonly<Record<string, { per: number; of: number }>> = {
  ISK: { per: 1, of: 100 },
  UGX: { per: 1, of: 100 },
  MGA: { per: 100, of: 1 },
};
/** Of these it takes amounts that end in 0 alone. */
const ENDS_IN_ZERO: ReadonlySet<string> = new Set(["BHD", "JOD", "KWD", "OMR", "TND"]);

/** @returns the amount as the provider counts it; null: it cannot take this amount */
export function toProviderAmount({ amount, currency }: { amount: number; currency: string }): number | null {
  if (ENDS_IN_ZERO.has(currency) && amount % 10 !== 0) return null;
  const { per, of } = UNITS[currency] ?? { per: 1, of: 1 };
  return amount % per === 0 ? (amount / per) * of : null;
}

/** @returns minor units; null: less than one of them */
export function fromProviderAmount({ amount, currency }: { amount: number; currency: string }): number | null {
  const { per, of } = UNITS[currency] ?? { per: 1, of: 1 };
  return amount % of === 0 ? (amount / of) * per : null;
}
