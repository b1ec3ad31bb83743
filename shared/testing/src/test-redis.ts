import { inject } from "vitest";
import "./provided.ts";

/** The Redis of this worker: files that run at the same time have others, so that nobody takes up anybody else's tasks. */
export function testRedisUrl(): string {
  const { redisUrls } = inject("chorusServers");
  // Vitest numbers the workers of a run from 1.
  const worker = Number(process.env["VITEST_POOL_ID"] ?? 1);
  const url = redisUrls[worker - 1];
  if (url === undefined) throw new Error(`worker ${worker} has no Redis: there are ${redisUrls.length}`);
  return url;
}
