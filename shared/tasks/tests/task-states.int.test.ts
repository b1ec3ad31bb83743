import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { toClaimedTask, type ClaimedRow } from "../src/claimed-task.ts";
import { type Settlement, settleTasks } from "../src/settle-tasks.ts";
import {
  ask,
  claim,
  MODEL_ATTEMPTS,
  MODEL_LEASE_MS,
  type ModelTask,
  settle,
  type Action,
} from "../src/testing/task-model.ts";
import { startTaskWorld, type TaskWorld } from "../src/testing/task-world.ts";

const NAME = "notification.deliver";
const START_MS = Date.UTC(2026, 0, 1);
/** More in `make test-long`. */
// oxlint-disable-next-line node/no-process-env -- how long a test runs is no service's configuration
const HISTORIES = Number(process.env["CHORUS_HISTORIES"] ?? 150);
let world: TaskWorld;
beforeAll(async () => {
  world = await startTaskWorld(1);
});
afterAll(() => world[Symbol.asyncDispose]());

const times = fc.integer({ min: 0, max: 3_000 });
const action = fc.constantFrom<Action>("finish", "continue", "release", "retry", "bury");
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("ask" as const),
      key: fc.option(fc.constantFrom("a", "b"), { freq: 3 }),
      firstSeq: fc.option(fc.nat(9)),
      priority: fc.nat(2),
      afterMs: times,
      settlesAfterMs: fc.option(times),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("claim" as const), limit: fc.integer({ min: 1, max: 3 }) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("settle" as const),
      which: fc.nat(),
      how: action,
      afterMs: fc.option(times),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("wait" as const), durationMs: times }) },
);

/** Due times of a tenant's tasks are all different: which of two equal ones is taken first is nobody's promise. */
function spread(model: readonly ModelTask[], ms: number): number {
  let spreadMs = ms;
  while (model.some(({ dueMs }) => dueMs === spreadMs)) spreadMs += 1;
  return spreadMs;
}

async function stored(tenantId: string): Promise<ModelTask[]> {
  const rows = await world.tasksOf(tenantId);
  return rows.map((row) => ({
    ...{ id: row.id, key: row.dedup_key, firstSeq: row.first_seq, priority: row.priority },
    ...{ dueMs: row.due_at.getTime(), settlesByMs: row.settles_by?.getTime() ?? null, attempts: row.attempts },
    ...{ claimedUntilMs: row.claimed_until?.getTime() ?? null, fence: row.fence, version: row.version },
    state: row.is_dead ? "dead" : row.finished_at === null ? "open" : "finished",
  }));
}

const idsOf = (tasks: readonly { id: string }[]) => tasks.map(({ id }) => id).toSorted();
const byId = (tasks: readonly ModelTask[]) => tasks.toSorted((left, right) => left.id.localeCompare(right.id));
const time = (ms: number) => new Date(ms);

test(
  `what the functions make of ${HISTORIES} histories is what tasks are`,
  { timeout: Math.max(240_000, HISTORIES * 1_600) },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40, size: "max" }), async (steps) => {
        const tenantId = randomUUID();
        const model: ModelTask[] = [];
        const held: ModelTask[] = [];
        let nowMs = START_MS;
        for (const now of steps) {
          let answers: { real: unknown; model: unknown } = { real: null, model: null };
          if (now.do === "wait") nowMs += now.durationMs;
          else if (now.do === "ask") {
            const asked = {
              ...{ id: randomUUID(), key: now.key, firstSeq: now.firstSeq, priority: now.priority },
              dueMs: spread(model, nowMs + now.afterMs),
              settlesByMs: now.settlesAfterMs === null ? null : spread(model, nowMs + now.settlesAfterMs),
            };
            ask(model, asked, nowMs);
            const row = {
              ...{ id: asked.id, name: NAME, payload: {}, firstSeq: asked.firstSeq, priority: asked.priority },
              ...{ dedupKey: asked.key, dueAt: time(asked.dueMs) },
              settlesBy: asked.settlesByMs === null ? null : time(asked.settlesByMs),
            };
            await world.database.withTenant(tenantId, (tx) =>
              sql`select * from tasks_enqueue(${JSON.stringify([row])}, ${time(nowMs)})`.execute(tx),
            );
          } else if (now.do === "claim") {
            const expected = claim(model, now.limit, nowMs);
            const rows = await world.database.statement<ClaimedRow>(
              "tasks_claim_of",
              "select * from tasks_claim_of($1, $2, $3, $4, $5, $6)",
              [tenantId, NAME, time(nowMs), MODEL_LEASE_MS, now.limit, MODEL_ATTEMPTS],
            );
            answers = { real: idsOf(rows), model: idsOf(expected) };
            held.push(...expected.filter(({ state }) => state === "open"));
          } else {
            const task = held[now.which % Math.max(1, held.length)];
            if (!task) continue;
            const dueMs = now.afterMs === null ? null : spread(model, nowMs + now.afterMs);
            const hadIt = settle(model, task, now.how, dueMs);
            const row: ClaimedRow = {
              ...{ id: task.id, payload: {}, first_seq: null, attempts: 1, fence: task.fence, version: task.version },
              ...{ created_at: time(nowMs), due_at: time(nowMs), is_dead: false },
            };
            const settlement = {
              ...{ action: now.how, outcome: "done", error: "Error" },
              ...(dueMs === null ? {} : { dueMs }),
            } as Settlement;
            const settled = [{ task: toClaimedTask(NAME, tenantId, row), settlement }];
            const known = await settleTasks(world.database, tenantId, settled, nowMs);
            answers = { real: known.has(task.id), model: hadIt };
          }
          expect(answers.real).toEqual(answers.model);
          expect(byId(await stored(tenantId))).toEqual(byId(model));
        }
      }),
      { numRuns: HISTORIES },
    );
  },
);
