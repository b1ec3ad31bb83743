import type { Redis } from "ioredis";
import { sendTogether } from "./send-together.ts";

/** More would block Redis for other clients. */
const MAX_CALLS_TOGETHER = 500;

export interface ScriptCall {
  keys: string[];
  args: (string | number)[];
}

/** A Lua script: atomic, and one round trip for many calls. */
export interface Script {
  /** Results in the order of the calls. @throws the first error of Redis */
  run(calls: readonly ScriptCall[]): Promise<unknown[]>;
}

type Runner = (numberOfKeys: number, ...rest: (string | number)[]) => Promise<unknown>;

/**
 * Registers a script on a connection. It is sent once and then called by its hash; an emptied Redis gets it again.
 * @param name letters only, one per script of a connection
 */
export function defineScript(redis: Redis, name: string, lua: string): Script {
  const command = `chorus_${name}`;
  redis.defineCommand(command, { lua });
  const runner = (redis as unknown as Record<string, Runner>)[command] as Runner;
  return {
    async run(calls) {
      const answers: unknown[] = [];
      for (let start = 0; start < calls.length; start += MAX_CALLS_TOGETHER) {
        const part = calls.slice(start, start + MAX_CALLS_TOGETHER);
        const begin = () => part.map(({ keys, args }) => runner.call(redis, keys.length, ...keys, ...args));
        answers.push(...(await sendTogether(redis, begin)));
      }
      return answers;
    },
  };
}
