import type { ChainableCommander } from "ioredis";

/** Sends a pipeline, which by itself does not fail. @returns the answers in its order @throws Error when any command has none */
export async function execAll(pipeline: ChainableCommander): Promise<unknown[]> {
  const results = (await pipeline.exec()) ?? [];
  return results.map(([error, answer]) => {
    if (error) throw error;
    return answer;
  });
}
