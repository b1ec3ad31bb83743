import { defineScript, type Script } from "@chorus/redis/script";
import type { Redis } from "ioredis";

/** Nobody waits that long for a turn: a count that went wrong, because jobs were lost, begins again. */
const FORGOTTEN_AFTER_SECONDS = 600;
/** BullMQ's lowest priority. */
const LAST_PRIORITY = 2_097_151;
/** Counts a job of a turn, unless the queue knows the job: it is not put a second time then. */
const TAKE_TURN = `
  if KEYS[2] and redis.call("exists", KEYS[2]) == 1 then return 0 end
  local waiting = redis.call("incr", KEYS[1])
  if waiting == 1 then redis.call("expire", KEYS[1], ARGV[1]) end
  return waiting`;

/** Null for a job without turns. */
export function turnKeyOf(prefix: string, queue: string, turn: string | null): string | null {
  return turn === null ? null : `${prefix}:turns:${queue}:${turn}`;
}

export function turnScript(redis: Redis): Script {
  return defineScript(redis, "takeTurn", TAKE_TURN);
}

/**
 * How far back in the queue jobs belong: behind those of their own that wait already, before the hundredth of anybody else. So
 * everybody's first job is done before anybody's second.
 * @returns for each BullMQ's priority, 1 is first; null where there are no turns; `known` for a job that the queue has
 */
export async function takeTurns(
  script: Script,
  jobs: readonly { turnKey: string | null; jobKey: string | null }[],
): Promise<(number | "known" | null)[]> {
  const calls = jobs.flatMap(({ turnKey, jobKey }) =>
    turnKey === null
      ? []
      : [{ keys: jobKey === null ? [turnKey] : [turnKey, jobKey], args: [FORGOTTEN_AFTER_SECONDS] }],
  );
  const answers = (await script.run(calls)).values();
  return jobs.map(({ turnKey }) => {
    if (turnKey === null) return null;
    const waiting = Number(answers.next().value);
    return waiting === 0 ? "known" : Math.min(waiting, LAST_PRIORITY);
  });
}

/** A job of this turn has begun. */
export async function turnTaken(redis: Pick<Redis, "decr" | "del">, turnKey: string): Promise<void> {
  // Redis was emptied meanwhile, or the count was forgotten: it starts again.
  if ((await redis.decr(turnKey)) <= 0) await redis.del(turnKey);
}
