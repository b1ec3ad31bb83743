import type { Redis } from "ioredis";
import { sendTogether } from "./send-together.ts";

/** What a process wrote longer ago than this is not counted: it has gone, or does not reach Redis. */
const FRESH_MS = 10_000;
const KEPT_SECONDS = 120;

/**
 * Counts that several processes have together without asking anybody on the way: each counts for itself, and now and then they tell
 * each other. Between two exchanges others are known as they were; without Redis each counts alone.
 */
export interface ProcessCounts {
  own(key: string): number;
  /** Of the other processes, as it was at the last exchange. */
  others(key: string): number;
  set(key: string, count: number): void;
  /** Forgets a key, here and for the others. */
  drop(key: string): void;
  /** Tells the others, and learns of them: one round trip, away from what is counted. */
  exchange(): Promise<void>;
}

interface Entry {
  own: number;
  others: number;
}

/** @param processId of this process alone, without a colon */
export function createProcessCounts(
  redis: Redis,
  { name, processId, now }: { name: string; processId: string; now: () => number },
): ProcessCounts {
  const entries = new Map<string, Entry>();
  const dropped = new Set<string>();
  const redisKey = (key: string) => `counts:${name}:${key}`;

  async function exchange(): Promise<void> {
    if (entries.size === 0 && dropped.size === 0) return;
    const gone = [...dropped];
    const keys = [...entries.keys()];
    dropped.clear();
    const answers = await sendTogether(redis, () => [
      ...gone.map((key) => redis.hdel(redisKey(key), processId)),
      ...keys.flatMap((key) => [
        redis.hset(redisKey(key), processId, `${entries.get(key)?.own ?? 0}:${now()}`),
        redis.expire(redisKey(key), KEPT_SECONDS),
        redis.hgetall(redisKey(key)),
      ]),
    ]);
    for (const [index, key] of keys.entries()) {
      const entry = entries.get(key);
      const found = answers[gone.length + index * 3 + 2] as Record<string, string>;
      if (entry) entry.others = sumOf(found, now(), processId);
    }
  }

  return {
    own: (key) => entries.get(key)?.own ?? 0,
    others: (key) => entries.get(key)?.others ?? 0,
    set(key, count) {
      const entry = entries.get(key);
      if (entry) entry.own = count;
      else entries.set(key, { own: count, others: 0 });
    },
    drop(key) {
      if (entries.delete(key)) dropped.add(key);
    },
    exchange,
  };
}

/** Of all processes: for whoever only looks. Zero for what nobody counts. @throws Error while Redis is away */
export async function readProcessCounts(
  redis: Redis,
  { name, keys, nowMs }: { name: string; keys: readonly string[]; nowMs: number },
): Promise<number[]> {
  const found = await sendTogether(redis, () => keys.map((key) => redis.hgetall(`counts:${name}:${key}`)));
  return found.map((counts) => sumOf(counts, nowMs, null));
}

function sumOf(found: Readonly<Record<string, string>>, nowMs: number, without: string | null): number {
  let sum = 0;
  for (const [processId, text] of Object.entries(found)) {
    const [count, atMs] = text.split(":").map(Number);
    if (processId !== without && nowMs - (atMs ?? 0) < FRESH_MS) sum += count ?? 0;
  }
  return sum;
}
