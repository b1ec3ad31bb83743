import { randomUUID } from "node:crypto";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { sql } from "kysely";
import { waitFor } from "@chorus/kernel/wait";
import { unpackTree } from "../summaries/earlier-tree.ts";
import { timed } from "./throughput.ts";
import type { TaskBench } from "./world.ts";

/** The last commit with two hand-made queues. */
const BEFORE = "ca5df0f";
const TENANTS = 10;
const CONCURRENCY = 10;
const WITHIN_MS = 240_000;

interface OldJobs {
  openQueues(redisUrl: string, onError: (error: Error) => void): OldQueues;
  runWorkers(handlers: object, options: object): { close(): Promise<void> };
}
interface OldQueues {
  enqueueAll(name: string, jobs: readonly { payload: object; jobId: string }[]): Promise<void>;
  close(): Promise<void>;
}

/**
 * The same number of tasks as they were before: a row, a job each, and what notification-worker's `decideTask` did to its row with
 * the work left out: counted in one transaction, locked and finished in another.
 * @returns tasks a second
 */
export async function measureOldWay(bench: TaskBench, count: number): Promise<{ enqueued: number; done: number }> {
  await using tree = await unpackTree(BEFORE);
  const load = (file: string) => import(pathToFileURL(path.join(tree.root, file)).href);
  const { openQueues } = (await load("shared/jobs/src/queues.ts")) as OldJobs;
  const { runWorkers } = (await load("shared/jobs/src/workers.ts")) as OldJobs;
  await bench.owner.statement(
    "",
    `create table notification_tasks (tenant_id uuid not null, id uuid not null, kind text not null, step integer not null default 0,
       attempts integer not null default 0, due_at timestamptz not null, finished_at timestamptz, outcome text,
       primary key (tenant_id, id))`,
    [],
  );
  await bench.owner.statement("", "create index on notification_tasks (due_at) where finished_at is null", []);
  await bench.owner.statement(
    "",
    "create index on notification_tasks (tenant_id, due_at) where finished_at is null",
    [],
  );
  await bench.owner.statement("", "grant all on notification_tasks to chorus_app", []);
  const onError = (error: Error) => console.error(error.message);
  const queues = openQueues(bench.redisUrl, onError);
  const { database } = bench;
  const tenants = Array.from({ length: TENANTS }, () => randomUUID());
  const enqueueMs = await timed(async () => {
    for (const tenantId of tenants) {
      for (let sent = 0; sent < count / TENANTS; sent += 500) {
        const ids = Array.from({ length: 500 }, () => randomUUID());
        await database.withTenant(tenantId, (tx) =>
          sql`insert into notification_tasks (tenant_id, id, kind, due_at)
            select ${tenantId}, id, 'test', now() from unnest(${ids}::uuid[]) id`.execute(tx),
        );
        const jobs = ids.map((taskId) => ({ payload: { tenantId, taskId }, jobId: `task-${taskId}-0` }));
        await queues.enqueueAll("notification.decide", jobs);
      }
    }
  });
  let done = 0;
  const decide = async ({ tenantId, taskId }: { tenantId: string; taskId: string }) => {
    await database.withTenant(tenantId, async (tx) => {
      await sql`select * from notification_tasks where id = ${taskId} and tenant_id = ${tenantId}
        and finished_at is null and due_at <= now() for update`.execute(tx);
      await sql`update notification_tasks set attempts = attempts + 1, due_at = now() + interval '15 s'
        where tenant_id = ${tenantId} and id = ${taskId}`.execute(tx);
    });
    await database.withTenant(tenantId, async (tx) => {
      await sql`select * from notification_tasks where tenant_id = ${tenantId} and id = ${taskId}
        and finished_at is null for update`.execute(tx);
      await sql`update notification_tasks set finished_at = now(), outcome = 'told'
        where tenant_id = ${tenantId} and id = ${taskId}`.execute(tx);
    });
    done += 1;
  };
  const startMs = performance.now();
  const workers = runWorkers(
    { "notification.decide": decide },
    {
      redisUrl: bench.redisUrl,
      concurrency: CONCURRENCY,
      onError,
      onFailed: (_job: unknown, error: Error) => onError(error),
    },
  );
  await waitFor(() => done >= count, { timeoutMs: WITHIN_MS, intervalMs: 5 });
  const doneMs = performance.now() - startMs;
  await workers.close();
  await queues.close();
  return { enqueued: (count / enqueueMs) * 1_000, done: (count / doneMs) * 1_000 };
}
