import { randomUUID } from "node:crypto";
import { waitFor } from "@chorus/kernel/wait";
import { NAME, type TaskBench } from "./world.ts";

const TENANTS = 10;
const WITHIN_MS = 120_000;

/** Tasks that have nothing to do: what is measured is enqueueing, taking up and writing down. @returns tasks a second */
export async function measureThroughput(
  bench: TaskBench,
  { count, perBatch, concurrency }: { count: number; perBatch: number; concurrency: number },
): Promise<{ enqueued: number; done: number }> {
  const tenants = Array.from({ length: TENANTS }, () => randomUUID());
  const share = count / TENANTS;
  const enqueueMs = await timed(async () => {
    for (const tenantId of tenants)
      for (let sent = 0; sent < share; sent += 500) await bench.enqueue(tenantId, Math.min(500, share - sent));
  });
  let handled = 0;
  const running = bench.run({ together: async (tasks) => void (handled += tasks.length) }, { perBatch, concurrency });
  const doneMs = await timed(async () => {
    await waitFor(() => handled >= count, { timeoutMs: WITHIN_MS, intervalMs: 5 });
    await waitFor(async () => (await bench.open()) === 0, { timeoutMs: WITHIN_MS, intervalMs: 5 });
  });
  await running.stop();
  if ((await bench.open()) > 0) throw new Error(`tasks of ${NAME} are still open`);
  return { enqueued: (count / enqueueMs) * 1_000, done: (count / doneMs) * 1_000 };
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}
