import type { Redis } from "ioredis";

/**
 * Commands that leave in one piece. Not by a pipeline of ioredis: each defines a property of its own, for which V8 makes a hidden
 * class that keeps the pipeline, and all that it holds, alive until the whole heap is collected (load-tests/bench/README.md).
 * @param begin sends them, without waiting for any
 * @returns the answers in their order @throws the first error of any
 */
export function sendTogether<const Answers extends readonly Promise<unknown>[]>(
  redis: Redis,
  begin: () => Answers,
): Promise<{ -readonly [Index in keyof Answers]: Awaited<Answers[Index]> }> {
  // There is none before the first connection: then they wait in ioredis.
  const connection = redis.stream as Redis["stream"] | undefined;
  connection?.cork();
  try {
    return Promise.all(begin());
  } finally {
    connection?.uncork();
  }
}
