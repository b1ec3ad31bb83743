import { formatReason } from "@chorus/contracts/entities/delivery-reasons";
import { createLimiter, type Limiter } from "@chorus/redis/limiter";
import type { Redis } from "ioredis";
import type { DeliveryRow } from "../channels/channel.ts";

const HOUR_SECONDS = 3_600;
/** The most that one address gets on one channel, whoever sends. */
const PER_ADDRESS_AND_HOUR = 30;

type Counted = Pick<DeliveryRow, "tenant_id" | "channel" | "address">;

/** Limits per hour of one tenant and one address. */
export interface Quotas {
  /** Counts one delivery; one that is over is not counted. @returns how long to wait and why, or null when it may go */
  use(delivery: Counted): Promise<{ waitMs: number; reason: string } | null>;
  giveBack(delivery: Counted): Promise<void>;
}

export function createQuotas(redis: Redis, perTenantAndHour: number): Quotas {
  const counter = (name: string, points: number) => createLimiter(redis, { name, points, windowSeconds: HOUR_SECONDS });
  const tenants = counter("notify-tenant", perTenantAndHour);
  const addresses = counter("notify-address", PER_ADDRESS_AND_HOUR);
  const tenantKey = ({ tenant_id, channel }: Counted) => `${tenant_id}:${channel}`;
  const addressKey = (delivery: Counted) => `${tenantKey(delivery)}:${delivery.address}`;
  return {
    async use(delivery) {
      const byAddress = await waitFor(addresses, addressKey(delivery));
      if (byAddress !== null) return { waitMs: byAddress, reason: formatReason("address_quota") };
      const byTenant = await waitFor(tenants, tenantKey(delivery));
      if (byTenant === null) return null;
      await addresses.giveBack(addressKey(delivery));
      return { waitMs: byTenant, reason: formatReason("company_quota") };
    },
    async giveBack(delivery) {
      await Promise.all([addresses.giveBack(addressKey(delivery)), tenants.giveBack(tenantKey(delivery))]);
    },
  };
}

async function waitFor(limiter: Limiter, key: string): Promise<number | null> {
  const { isWithin, waitMs } = await limiter.count(key);
  if (isWithin) return null;
  await limiter.giveBack(key);
  return waitMs;
}
