/** A model of tasks without a database: one open task per key, counted attempts, a fence. Times are milliseconds. */
export interface ModelTask {
  id: string;
  key: string | null;
  firstSeq: number | null;
  priority: number;
  dueMs: number;
  settlesByMs: number | null;
  attempts: number;
  claimedUntilMs: number | null;
  fence: number;
  version: number;
  state: "open" | "finished" | "dead";
}

export interface Ask {
  id: string;
  key: string | null;
  firstSeq: number | null;
  priority: number;
  dueMs: number;
  settlesByMs: number | null;
}

export const MODEL_LEASE_MS = 1_000;
export const MODEL_ATTEMPTS = 3;

export function ask(tasks: ModelTask[], asked: Ask, nowMs: number): void {
  const known = tasks.find((task) => task.state === "open" && task.key !== null && task.key === asked.key);
  if (!known) {
    tasks.push({ ...asked, attempts: 0, claimedUntilMs: null, fence: 0, version: 1, state: "open" });
    return;
  }
  const isHeld = known.claimedUntilMs !== null && known.claimedUntilMs > nowMs;
  const doBothSettle = known.settlesByMs !== null && asked.settlesByMs !== null;
  const laterMs = Math.min(Math.max(known.dueMs, asked.dueMs), known.settlesByMs ?? Infinity);
  known.dueMs = isHeld ? asked.dueMs : doBothSettle ? laterMs : Math.min(known.dueMs, asked.dueMs);
  known.settlesByMs = asked.settlesByMs === null || isHeld ? asked.settlesByMs : known.settlesByMs;
  known.firstSeq = known.firstSeq === null ? asked.firstSeq : Math.min(known.firstSeq, asked.firstSeq ?? Infinity);
  known.priority = Math.min(known.priority, asked.priority);
  known.version += 1;
}

/** @returns copies of what was claimed, and of what has become a dead letter */
export function claim(tasks: ModelTask[], limit: number, nowMs: number): ModelTask[] {
  const due = tasks
    .filter(({ state, dueMs }) => state === "open" && dueMs <= nowMs)
    .filter(({ claimedUntilMs }) => claimedUntilMs === null || claimedUntilMs <= nowMs)
    .toSorted((left, right) => left.priority - right.priority || left.dueMs - right.dueMs)
    .filter((_, index) => index < limit);
  for (const task of due) {
    task.fence += 1;
    if (task.attempts >= MODEL_ATTEMPTS) {
      task.state = "dead";
      task.claimedUntilMs = null;
      continue;
    }
    task.attempts += 1;
    task.claimedUntilMs = nowMs + MODEL_LEASE_MS;
  }
  return due.map((task) => ({ ...task }));
}

export type Action = "finish" | "continue" | "release" | "retry" | "bury";

/** @returns whether `held` still had the fence */
export function settle(tasks: ModelTask[], held: ModelTask, action: Action, dueMs: number | null): boolean {
  const task = tasks.find(({ id, fence, state }) => id === held.id && fence === held.fence && state === "open");
  if (!task) return false;
  const isDone = action === "finish" && task.version === held.version;
  task.state = isDone ? "finished" : action === "bury" ? "dead" : "open";
  if (action === "finish" || action === "continue") task.attempts = 0;
  if (action === "release") task.attempts = Math.max(0, task.attempts - 1);
  task.dueMs = dueMs ?? task.dueMs;
  task.claimedUntilMs = null;
  task.fence += 1;
  return true;
}
