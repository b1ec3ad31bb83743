import { CURRENCY_DECIMALS, type Money } from "@chorus/contracts/money";
import { formatNumber } from "./format-number.ts";

/** "€12.50", "12,50 €": as the reader writes it, with the decimals that the amount was counted in. */
export function formatMoney({ amount, currency }: Money): string {
  const decimals = CURRENCY_DECIMALS.get(currency) ?? 2;
  return formatNumber(amount / 10 ** decimals, {
    ...{ style: "currency", currency, currencyDisplay: "narrowSymbol" },
    ...{ minimumFractionDigits: decimals, maximumFractionDigits: decimals },
  });
}
