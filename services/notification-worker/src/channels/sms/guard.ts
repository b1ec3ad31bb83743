import { formatReason } from "@chorus/contracts/entities/delivery-reasons";
import { createLimiter } from "@chorus/redis/limiter";
import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import type { Redis } from "ioredis";

/** Numbers of one block: fraudsters are paid for messages to many of them (SMS pumping). */
const BLOCK_DIGITS = 8;
const PER_BLOCK = 10;
const WINDOW_SECONDS = 600;

export interface SmsGuard {
  /** @returns why nothing may be sent there, or null */
  refuse(tenantId: string, number: string): Promise<string | null>;
}

/** Allows only the countries that the operator has named, and few numbers of one block in a short time. */
export function createSmsGuard(redis: Redis, countries: readonly string[]): SmsGuard {
  const blocks = createLimiter(redis, { name: "sms-block", points: PER_BLOCK, windowSeconds: WINDOW_SECONDS });
  return {
    async refuse(tenantId, number) {
      const parsed = parsePhoneNumberFromString(number);
      if (!parsed?.isPossible()) return formatReason("sms_incomplete");
      const country = parsed.country ?? parsed.getPossibleCountries().find((code) => countries.includes(code));
      if (!country || !countries.includes(country))
        return formatReason("sms_country", { country: country ?? "this country" });
      const { isWithin } = await blocks.count(`${tenantId}:${number.slice(0, BLOCK_DIGITS)}`);
      return isWithin ? null : formatReason("sms_block");
    },
  };
}
