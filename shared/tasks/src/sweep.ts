import { SYSTEM_TENANT, type TaskName } from "@chorus/contracts/tasks";
import type { TaskDefinition } from "@chorus/contracts/define-task";
import type { Database } from "@chorus/database/database";
import type { Clock } from "@chorus/kernel/clock";
import type { TaskEvents } from "./task-events.ts";
import type { TaskQueue } from "./task-queue.ts";
import type { WakeUp, WakeUps } from "./wake-ups.ts";

const TENANTS_PER_PAGE = 500;
/** Of one task name per run; the next run continues from there. */
const PAGES_PER_ROUND = 4;
const PRUNE_EVERY_MS = 60_000;
const PRUNED_AT_ONCE = 250;
const PRUNES_PER_ROUND = 200;
/** Time for an operator to look at failures. */
const DEAD_RETENTION_MS = 90 * 24 * 3_600_000;
const COUNT_EVERY_MS = 10_000;
/** Of each name: more than this is much, whatever it is. */
const MAX_COUNTED = 10_000;
const BEFORE_ALL_TENANTS = "00000000-0000-0000-0000-000000000000";
const SCHEDULE_KEY = "schedule";

export interface SweepParts {
  definitions: readonly TaskDefinition<TaskName>[];
  database: Database;
  clock: Clock;
  queue: TaskQueue;
  wakeUps: WakeUps;
  events: TaskEvents;
  /** How far ahead it looks, so that tasks due before the next run are woken in time. */
  aheadMs: number;
}

/**
 * Wakes tenants with due tasks: postponed ones, and those whose wake-up was lost, whose Redis was emptied or whose worker died.
 * Also keeps the schedules alive and deletes tasks past their retention.
 */
export function createSweep(parts: SweepParts): (signal: AbortSignal) => Promise<void> {
  const positions = new Map<TaskName, string>();
  let pruneAtMs = 0;
  let countAtMs = 0;
  let areScheduled = false;
  return async (signal) => {
    const isTimeToPrune = parts.clock.now() >= pruneAtMs;
    if (!areScheduled || isTimeToPrune) await ensureSchedules(parts);
    areScheduled = true;
    const due: WakeUp[] = [];
    for (const { name } of parts.definitions) due.push(...(await findDue(parts, name, positions)));
    await parts.wakeUps.send(due);
    if (parts.clock.now() >= countAtMs) {
      countAtMs = parts.clock.now() + COUNT_EVERY_MS;
      await countOpen(parts);
    }
    if (!isTimeToPrune) return;
    pruneAtMs = parts.clock.now() + PRUNE_EVERY_MS;
    for (const definition of parts.definitions) await prune(parts, definition, signal);
  };
}

async function findDue(parts: SweepParts, name: TaskName, positions: Map<TaskName, string>): Promise<WakeUp[]> {
  const nowMs = parts.clock.now();
  const until = new Date(nowMs + parts.aheadMs);
  const found: WakeUp[] = [];
  let oldestMs = nowMs;
  for (let page = 0; page < PAGES_PER_ROUND; page += 1) {
    const after = positions.get(name) ?? BEFORE_ALL_TENANTS;
    const rows = await parts.database.background.statement<{ tenant_id: string; due_at: Date | null }>(
      "tasks_due",
      "select * from tasks_due($1, $2, $3, $4, $5)",
      [name, new Date(nowMs), until, after, TENANTS_PER_PAGE],
    );
    for (const { tenant_id: tenantId, due_at: dueAt } of rows) {
      if (dueAt === null) continue;
      found.push({ name, tenantId, delayMs: Math.max(0, dueAt.getTime() - nowMs) });
      oldestMs = Math.min(oldestMs, dueAt.getTime());
    }
    const last = rows.at(-1)?.tenant_id;
    if (rows.length < TENANTS_PER_PAGE || last === undefined) {
      positions.delete(name);
      break;
    }
    positions.set(name, last);
  }
  parts.events.swept(name, nowMs - oldestMs);
  return found;
}

async function countOpen({ definitions, database, clock, events }: SweepParts): Promise<void> {
  const names = definitions.map(({ name }) => name);
  const rows = await database.background.statement<{ name: TaskName; due: number; open: number }>(
    "tasks_backlog",
    "select * from tasks_backlog($1, $2, $3)",
    [names, new Date(clock.now()), MAX_COUNTED],
  );
  for (const { name, ...counted } of rows) events.counted(name, counted);
}

/** One open task per schedule in the whole installation. */
async function ensureSchedules({ definitions, database, queue }: SweepParts): Promise<void> {
  for (const { name, schedule } of definitions) {
    if (!schedule) continue;
    await database.withTenant(SYSTEM_TENANT, async (tx) => {
      const open = await tx
        .selectFrom("tasks")
        .select("id")
        .where("name", "=", name)
        .where("dedup_key", "=", SCHEDULE_KEY)
        .where("finished_at", "is", null)
        .executeTakeFirst();
      if (!open) await queue.enqueue(tx, name, {}, { dedupKey: SCHEDULE_KEY });
    });
  }
}

async function prune(
  { database, clock, events }: SweepParts,
  { name, retentionMs }: TaskDefinition<TaskName>,
  signal: AbortSignal,
): Promise<void> {
  const kept = [
    { isDead: false, beforeMs: clock.now() - retentionMs },
    { isDead: true, beforeMs: clock.now() - DEAD_RETENTION_MS },
  ];
  for (const { isDead, beforeMs } of kept) {
    for (let round = 0; round < PRUNES_PER_ROUND && !signal.aborted; round += 1) {
      const [answer] = await database.background.statement<{ removed: number }>(
        "tasks_prune",
        "select * from tasks_prune($1, $2, $3, $4)",
        [name, isDead, new Date(beforeMs), PRUNED_AT_ONCE],
      );
      const removed = answer?.removed ?? 0;
      events.pruned(name, removed);
      if (removed < PRUNED_AT_ONCE) break;
    }
  }
}
