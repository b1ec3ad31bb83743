import { randomUUID } from "node:crypto";
import { systemIds } from "@chorus/kernel/ids";
import { sql } from "kysely";
import { latencyOf } from "../statistics.ts";
import { NAME, type TaskBench } from "./world.ts";

const CHUNK = 50_000;
const TENANTS = 1_000;
const TIMES = 100;

/** Finished tasks of many tenants, and some that are still open. */
export async function fillRows(bench: TaskBench, count: number): Promise<string[]> {
  const tenants = Array.from({ length: TENANTS }, () => randomUUID());
  for (let made = 0; made < count; made += CHUNK) {
    await bench.owner.statement(
      "",
      `insert into tasks (tenant_id, id, name, payload, priority, dedup_key, due_at, finished_at, outcome, is_dead)
       select ($1::uuid[])[1 + n % $4], gen_random_uuid(), $2, jsonb_build_object('deliveryId', gen_random_uuid()), n % 3, gen_random_uuid()::text,
         now() - interval '1 hour' * random(), case when n % 4 > 0 then now() - interval '2 days' * random() end,
         case when n % 4 > 0 then 'done' end, n % 400 = 1
       from generate_series(1, $3::int) n`,
      [tenants, NAME, Math.min(CHUNK, count - made), TENANTS],
    );
  }
  return tenants;
}

/** How long each statement takes, from here and back. */
export async function measureStatements(bench: TaskBench, tenants: readonly string[]) {
  const { database } = bench;
  const taken = new Map<string, number[]>();
  const time = async <Result>(name: string, work: () => Promise<Result>): Promise<Result> => {
    const startMs = performance.now();
    const result = await work();
    taken.set(name, [...(taken.get(name) ?? []), performance.now() - startMs]);
    return result;
  };
  let after = "00000000-0000-0000-0000-000000000000";
  for (let turn = 0; turn < TIMES; turn += 1) {
    const tenantId = tenants[(turn * 7) % tenants.length] ?? "";
    const rows = Array.from({ length: 100 }, () => ({
      ...{ tenantId, id: systemIds.next(), name: NAME, payload: { deliveryId: randomUUID() }, priority: 1 },
      ...{ dedupKey: randomUUID(), dueAt: new Date().toISOString() },
    }));
    await time("tasks_enqueue, 100 tasks", () =>
      database.statement("bench_enqueue", "select * from tasks_enqueue($1, now())", [JSON.stringify(rows)]),
    );
    await database.withTenant(tenantId, async (tx) => {
      const claimed = await time("tasks_claim, 100 tasks", () =>
        sql<{ id: string; fence: number; version: number }>`
          select * from tasks_claim(${NAME}, now(), 45000, 100, 10)`.execute(tx),
      );
      const changes = claimed.rows.map(({ id, fence, version }) => ({ id, fence, version, action: "finish" }));
      await time("tasks_settle, 100 tasks", () =>
        sql`select * from tasks_settle(${JSON.stringify(changes)}, now())`.execute(tx),
      );
      await time("a page of dead letters", () =>
        sql`select id from tasks where is_dead order by finished_at desc, id desc limit 51`.execute(tx),
      );
    });
    const page = await time("tasks_due, 500 tenants", () =>
      database.statement<{ tenant_id: string }>("bench_due", "select * from tasks_due($1, now(), now(), $2, 500)", [
        NAME,
        after,
      ]),
    );
    after = page.length < 500 ? "00000000-0000-0000-0000-000000000000" : (page.at(-1)?.tenant_id ?? after);
    await time("tasks_prune, 250 tasks", () =>
      database.statement("bench_prune", "select * from tasks_prune($1, false, now() - interval '1 day', 250)", [NAME]),
    );
  }
  return [...taken].map(([name, ms]) => ({ name, ...latencyOf(ms) }));
}
