import { formatReason } from "@chorus/contracts/entities/delivery-reasons";
import { createLimiter, firstOver, giveBackAll, type Share } from "@chorus/redis/limiter";
import type { Redis } from "ioredis";
import type { DeliveryRow } from "../channels/channel.ts";

const HOUR_SECONDS = 3_600;
/** The most that one address gets on one channel, whoever sends. */
const PER_ADDRESS_AND_HOUR = 30;
/** With the plus: seven digits, which are an exchange of 10,000 numbers in North America. */
const BLOCK_LENGTH = 8;
/** Fraudsters are paid for text messages to many numbers of one block (SMS pumping). */
const PER_BLOCK = 10;
const BLOCK_SECONDS = 600;

type Counted = Pick<DeliveryRow, "tenant_id" | "channel" | "address">;

/** Limits of one tenant and one address per hour, and of one block of telephone numbers. */
export interface Quotas {
  /** Counts one delivery; one that is over is not counted. @returns how long to wait and why, or null when it may go */
  use(delivery: Counted): Promise<{ waitMs: number; reason: string } | null>;
  giveBack(delivery: Counted): Promise<void>;
}

export function createQuotas(redis: Redis, perTenantAndHour: number): Quotas {
  const hourly = (name: string, points: number) => createLimiter(redis, { name, points, windowSeconds: HOUR_SECONDS });
  const tenants = hourly("notify-tenant", perTenantAndHour);
  const addresses = hourly("notify-address", PER_ADDRESS_AND_HOUR);
  const blocks = createLimiter(redis, { name: "sms-block", points: PER_BLOCK, windowSeconds: BLOCK_SECONDS });
  const limitsOf = ({ tenant_id, channel, address }: Counted): Limit[] => [
    ...(channel === "sms"
      ? [
          {
            share: [blocks, `${tenant_id}:${address.slice(0, BLOCK_LENGTH)}`] as const,
            reason: formatReason("sms_block"),
          },
        ]
      : []),
    { share: [addresses, `${tenant_id}:${channel}:${address}`], reason: formatReason("address_quota") },
    { share: [tenants, `${tenant_id}:${channel}`], reason: formatReason("company_quota") },
  ];
  const sharesOf = (delivery: Counted) => limitsOf(delivery).map(({ share }) => share);
  return {
    async use(delivery) {
      const limits = limitsOf(delivery);
      const over = await firstOver(sharesOf(delivery));
      return over && { waitMs: over.waitMs, reason: limits[over.index]?.reason ?? "" };
    },
    giveBack: (delivery) => giveBackAll(sharesOf(delivery)),
  };
}

interface Limit {
  share: Share;
  /** What is said of a delivery that is over it. */
  reason: string;
}
