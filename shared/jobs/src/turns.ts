import type { Redis } from "ioredis";

/** Of a counter whose jobs were lost; nobody waits that long for a turn. */
const FORGOTTEN_AFTER_SECONDS = 600;
/** BullMQ's lowest priority. */
const LAST_PRIORITY = 2_097_151;

function keyOf(prefix: string, queue: string, turn: string): string {
  return `${prefix}:turns:${queue}:${turn}`;
}

/**
 * How far back in the queue a job belongs: behind those of its own that wait already, before the hundredth of anybody else. So
 * everybody's first job is done before anybody's second.
 * @returns BullMQ's priority, 1 is first
 */
export async function takeTurn(redis: Pick<Redis, "incr" | "expire">, prefix: string, queue: string, turn: string) {
  const key = keyOf(prefix, queue, turn);
  const waiting = await redis.incr(key);
  await redis.expire(key, FORGOTTEN_AFTER_SECONDS);
  return Math.min(Math.max(waiting, 1), LAST_PRIORITY);
}

/** A job of this turn has begun. */
export async function turnTaken(redis: Pick<Redis, "decr" | "del">, prefix: string, queue: string, turn: string) {
  const key = keyOf(prefix, queue, turn);
  // Redis was emptied meanwhile: the count starts again.
  if ((await redis.decr(key)) <= 0) await redis.del(key);
}
