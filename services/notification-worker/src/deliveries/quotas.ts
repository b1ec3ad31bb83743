import { formatReason } from "@chorus/contracts/entities/delivery-reasons";
import { createLimiter, type Limiter } from "@chorus/redis/limiter";
import type { Redis } from "ioredis";
import type { DeliveryRow } from "../channels/channel.ts";

const HOUR_SECONDS = 3_600;
/** The most that one address gets on one channel, whoever sends. */
const PER_ADDRESS_AND_HOUR = 30;

/** Limits per hour of one tenant and one address. */
export interface Quotas {
  /** Counts one delivery. @returns how long to wait and why, or null when it may go */
  use(delivery: DeliveryRow): Promise<{ waitMs: number; reason: string } | null>;
}

export function createQuotas(redis: Redis, perTenantAndHour: number): Quotas {
  const counter = (name: string, points: number) => createLimiter(redis, { name, points, windowSeconds: HOUR_SECONDS });
  const tenants = counter("notify-tenant", perTenantAndHour);
  const addresses = counter("notify-address", PER_ADDRESS_AND_HOUR);
  return {
    async use({ tenant_id, channel, address }) {
      const byAddress = await waitFor(addresses, `${tenant_id}:${channel}:${address}`);
      if (byAddress !== null) return { waitMs: byAddress, reason: formatReason("address_quota") };
      const byTenant = await waitFor(tenants, `${tenant_id}:${channel}`);
      return byTenant === null ? null : { waitMs: byTenant, reason: formatReason("company_quota") };
    },
  };
}

async function waitFor(limiter: Limiter, key: string): Promise<number | null> {
  const { isWithin, waitMs } = await limiter.count(key);
  return isWithin ? null : waitMs;
}
