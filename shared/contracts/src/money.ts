import { z } from "zod";

const TWO_DECIMALS =
  "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD YER ZAR ZMW ZWG";
const NO_DECIMALS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
const THREE_DECIMALS = "BHD IQD JOD KWD LYD OMR TND";

/**
 * How many decimals the minor unit of a currency has: 2 for EUR, 0 for JPY, 3 for KWD. ISO 4217's own table: `Intl` and providers
 * have others for HUF, IDR, ISK and MGA, which are theirs to display or to charge.
 */
export const CURRENCY_DECIMALS: ReadonlyMap<string, number> = new Map([
  ...TWO_DECIMALS.split(" ").map((code) => [code, 2] as const),
  ...NO_DECIMALS.split(" ").map((code) => [code, 0] as const),
  ...THREE_DECIMALS.split(" ").map((code) => [code, 3] as const),
]);

/** A code of ISO 4217 in capitals. */
export const Currency = z.enum([...CURRENCY_DECIMALS.keys()], "must be a currency code of ISO 4217 in capitals: EUR");

/**
 * The largest price of one unit, in minor units: with the most units and lines that a cart may have and a tax as high as its prices, its
 * total is still exact in JSON.
 */
export const MAX_PRICE = 50_000_000_000;

/** An amount in minor units, cents for EUR: an integer, never a decimal. */
export const Amount = z.int();

/** A price or a fee in minor units. */
export const Price = z.int().min(0).max(MAX_PRICE);

/** Money on the wire: `{"amount": 1250, "currency": "EUR"}` is 12.50 euros. */
export const Money = z.object({ amount: Amount, currency: Currency }).meta({ id: "Money" });
export type Money = z.infer<typeof Money>;
