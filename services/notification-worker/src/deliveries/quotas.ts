import { sayReason } from "@chorus/contracts/entities/delivery-reasons";
import type { Redis } from "ioredis";
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import type { DeliveryRow } from "../channels/channel.ts";

const HOUR_SECONDS = 3_600;
/** Nobody wants to hear more often than this on one channel, whoever writes. */
const PER_ADDRESS_AND_HOUR = 30;

/** How much one company and one address may use in an hour. */
export interface Quotas {
  /** Counts one delivery. @returns how long to wait and why, or null when it may go */
  use(delivery: DeliveryRow): Promise<{ waitMs: number; reason: string } | null>;
}

export function createQuotas(redis: Redis, perTenantAndHour: number): Quotas {
  const counter = (keyPrefix: string, points: number) => {
    const options = { keyPrefix, points, duration: HOUR_SECONDS };
    // While Redis is away each worker counts for itself.
    const insuranceLimiter = new RateLimiterMemory(options);
    return new RateLimiterRedis({ ...options, storeClient: redis, insuranceLimiter });
  };
  const tenants = counter("notify-tenant", perTenantAndHour);
  const addresses = counter("notify-address", PER_ADDRESS_AND_HOUR);
  return {
    async use({ tenant_id, channel, address }) {
      const byAddress = await consume(addresses, `${tenant_id}:${channel}:${address}`);
      if (byAddress !== null) return { waitMs: byAddress, reason: sayReason("address_quota") };
      const byTenant = await consume(tenants, `${tenant_id}:${channel}`);
      return byTenant === null ? null : { waitMs: byTenant, reason: sayReason("company_quota") };
    },
  };
}

async function consume(limiter: RateLimiterRedis, key: string): Promise<number | null> {
  try {
    await limiter.consume(key);
    return null;
  } catch (error) {
    if (error instanceof RateLimiterRes) return error.msBeforeNext;
    throw error;
  }
}
