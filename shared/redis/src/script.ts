import type { ChainableCommander, Redis } from "ioredis";

/** A longer pipeline would block Redis for other clients. */
const MAX_CALLS_PER_PIPELINE = 500;

export interface ScriptCall {
  keys: string[];
  args: (string | number)[];
}

/** A Lua script: atomic, and one round trip for many calls. */
export interface Script {
  /** Results in the order of the calls. @throws the first error of Redis */
  run(calls: readonly ScriptCall[]): Promise<unknown[]>;
}

type Runner = (numberOfKeys: number, ...rest: (string | number)[]) => ChainableCommander;

/**
 * Registers a script on a connection. It is sent once and then called by its hash; an emptied Redis gets it again.
 * @param name letters only, one per script of a connection
 */
export function defineScript(redis: Redis, name: string, lua: string): Script {
  const command = `chorus_${name}`;
  redis.defineCommand(command, { lua });
  return {
    async run(calls) {
      const answers: unknown[] = [];
      for (let start = 0; start < calls.length; start += MAX_CALLS_PER_PIPELINE) {
        const pipeline = redis.pipeline();
        const runner = pipeline as unknown as Record<string, Runner | undefined>;
        for (const { keys, args } of calls.slice(start, start + MAX_CALLS_PER_PIPELINE)) {
          runner[command]?.call(pipeline, keys.length, ...keys, ...args);
        }
        for (const [error, answer] of (await pipeline.exec()) ?? []) {
          if (error) throw error;
          answers.push(answer);
        }
      }
      return answers;
    },
  };
}
