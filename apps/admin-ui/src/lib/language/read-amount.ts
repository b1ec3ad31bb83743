import { CURRENCY_DECIMALS } from "@chorus/contracts/money";

/** `12.50` or `12,50` in minor units; null for anything else, also for separators of thousands, which could be either. */
export function readAmount(text: string, currency: string): number | null {
  const decimals = CURRENCY_DECIMALS.get(currency) ?? 2;
  const [, whole, fraction = ""] = /^(\d{1,10})(?:[.,](\d*))?$/.exec(text.trim()) ?? [];
  if (whole === undefined || fraction.length > decimals) return null;
  return Number(whole + fraction.padEnd(decimals, "0"));
}

/** What `readAmount` reads, for a field. */
export function toAmountField({ amount, currency }: { amount: number; currency: string }): string {
  return (amount / 10 ** (CURRENCY_DECIMALS.get(currency) ?? 2)).toFixed(CURRENCY_DECIMALS.get(currency) ?? 2);
}
