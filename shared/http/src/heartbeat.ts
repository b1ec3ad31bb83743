import { SERVICE_NAMES, type ServiceName } from "@chorus/contracts/services";
import { systemIds } from "@chorus/kernel/ids";
import { sendTogether } from "@chorus/redis/send-together";
import type { Redis } from "ioredis";
import { z } from "zod";
import { readiness, type HealthState } from "./health.ts";

const EVERY_MS = 5_000;
/** Two that are missed say that it is gone. */
const FRESH_MS = 12_500;
/** So long a service that is gone is missed. */
const MISSED_SECONDS = 24 * 3_600;

/** What an instance says of itself, the same as its `/readyz`. */
const Heartbeat = z.object({ atMs: z.number(), isReady: z.boolean(), checks: z.record(z.string(), z.string()) });
export type Heartbeat = z.infer<typeof Heartbeat>;

/** What is heard of a service. */
export interface ServiceHealth {
  service: ServiceName;
  /** Within a day: it is a part of this installation. */
  wasThere: boolean;
  instances: Heartbeat[];
}

const keyOf = (service: ServiceName) => `health:${service}`;
const markOf = (service: ServiceName) => `health:there:${service}`;

/**
 * Tells in Redis every few seconds whether this instance is ready, so that one page shows all of them without a way to each.
 * @returns ends it, and takes this instance from the list
 */
export function startHeartbeat(options: {
  redis: Redis;
  service: ServiceName;
  state: () => HealthState;
  check: () => Promise<Record<string, string>>;
}): () => Promise<void> {
  const { redis, service, check } = options;
  const instance = systemIds.next();
  const key = keyOf(service);
  let isEnded = false;
  const beat = async () => {
    const { status, checks } = await readiness(options.state(), check);
    if (isEnded) return;
    const now: Heartbeat = { atMs: Date.now(), isReady: status === "ok", checks };
    const [, , , heard] = await sendTogether(redis, () => [
      redis.hset(key, instance, JSON.stringify(now)),
      redis.expire(key, 60),
      redis.set(markOf(service), now.atMs, "EX", MISSED_SECONDS),
      redis.hgetall(key),
    ]);
    const silent = Object.entries(heard).filter(([, text]) => !isFresh(parse(text)));
    if (silent.length > 0) await redis.hdel(key, ...silent.map(([name]) => name));
  };
  // Redis that is away shows by itself: nothing is heard of anybody.
  const tryBeat = () => void beat().catch(() => undefined);
  const timer = setInterval(tryBeat, EVERY_MS).unref();
  tryBeat();
  return async () => {
    isEnded = true;
    clearInterval(timer);
    await redis.hdel(key, instance).catch(() => undefined);
  };
}

const parse = (text: string): Heartbeat => Heartbeat.parse(JSON.parse(text));
const isFresh = ({ atMs }: Heartbeat): boolean => Date.now() - atMs < FRESH_MS;

/** What is heard of every service, without instances that were silent for too long. @throws Error while Redis is away */
export async function readHeartbeats(redis: Redis): Promise<ServiceHealth[]> {
  return sendTogether(redis, () =>
    SERVICE_NAMES.map(async (service) => {
      const [heard, marks] = await Promise.all([redis.hgetall(keyOf(service)), redis.exists(markOf(service))]);
      return { service, wasThere: marks === 1, instances: Object.values(heard).map(parse).filter(isFresh) };
    }),
  );
}
