import { formatReason } from "@chorus/contracts/entities/delivery-reasons";
import { parsePhoneNumberFromString } from "libphonenumber-js/min";

/** @returns why nothing may be sent there, or null. Only the countries that the operator has named are allowed. */
export function refuseNumber(number: string, countries: readonly string[]): string | null {
  const parsed = parsePhoneNumberFromString(number);
  if (!parsed?.isPossible()) return formatReason("sms_incomplete");
  const country = parsed.country ?? parsed.getPossibleCountries().find((code) => countries.includes(code));
  if (country && countries.includes(country)) return null;
  return formatReason("sms_country", { country: country ?? "this country" });
}
