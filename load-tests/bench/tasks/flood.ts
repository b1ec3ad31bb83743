import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { waitFor } from "@chorus/kernel/wait";
import { latencyOf } from "../statistics.ts";
import { NAME, type TaskBench } from "./world.ts";

const CHUNK = 50_000;
const ASKED = 60;
const EVERY_MS = 250;
/** About what a small mail takes. */
const WORK_MS = 5;

/** Rows of one tenant that wait, written past the queue as a dispatch of hours would have left them. */
async function fillWaiting(bench: TaskBench, tenantId: string, count: number): Promise<void> {
  for (let made = 0; made < count; made += CHUNK) {
    await bench.owner.statement(
      "",
      `insert into tasks (tenant_id, id, name, payload, priority, due_at)
       select $1, gen_random_uuid(), $2, jsonb_build_object('deliveryId', gen_random_uuid()), 1, now() - interval '1 minute'
       from generate_series(1, $3::int)`,
      [tenantId, NAME, Math.min(CHUNK, count - made)],
    );
  }
}

/** One tenant has very much to do while another asks for a task now and then. */
export async function measureFlood(bench: TaskBench, waiting: number) {
  const [flooding, other] = [randomUUID(), randomUUID()];
  const before = await usedBytes(bench);
  await fillWaiting(bench, flooding, waiting);
  const tookMs: number[] = [];
  const askedAt = new Map<string, number>();
  let ofFlood = 0;
  const running = bench.run(
    {
      async one(task) {
        await delay(WORK_MS);
        if (task.tenantId === flooding) ofFlood += 1;
        else tookMs.push(performance.now() - (askedAt.get(task.payload.deliveryId) ?? Number.NaN));
      },
    },
    { concurrency: 10, perBatch: 20 },
  );
  await waitFor(() => ofFlood > 1_000, { timeoutMs: 60_000, intervalMs: 10 });
  let mostBytes = 0;
  const startMs = performance.now();
  const floodBefore = ofFlood;
  for (let asked = 0; asked < ASKED; asked += 1) {
    const deliveryId = randomUUID();
    askedAt.set(deliveryId, performance.now());
    await bench.database.withTenant(other, (tx) => bench.queue.enqueue(tx, NAME, { deliveryId }));
    mostBytes = Math.max(mostBytes, await usedBytes(bench));
    await delay(EVERY_MS);
  }
  await waitFor(() => tookMs.length === ASKED, { timeoutMs: 30_000, intervalMs: 10 });
  const perSecond = ((ofFlood - floodBefore) / (performance.now() - startMs)) * 1_000;
  await running.stop();
  const redisMiB = (mostBytes - before) / 2 ** 20;
  return { ...latencyOf(tookMs), maxMs: Math.max(...tookMs), redisMiB, perSecond, flooding };
}

async function usedBytes({ redis }: TaskBench): Promise<number> {
  return Number(/^used_memory:(\d+)/m.exec(await redis.info("memory"))?.[1]);
}
