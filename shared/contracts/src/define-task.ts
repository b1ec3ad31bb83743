import type { z } from "zod";

/** 0 before 1 before 2, among the tasks of one tenant. */
export type TaskPriority = 0 | 1 | 2;

/** How tasks of one name are worked on. Durations are in milliseconds. */
export interface TaskDefinition<Name extends string = string, Payload extends z.ZodObject = z.ZodObject> {
  name: Name;
  /** Ids and small facts, never content: payloads are kept after their customers are erased. */
  payload: Payload;
  /** Turns at once in one process. */
  concurrency: number;
  /** How often it is begun before it is a dead letter. Counted before the work, so that one that ends its process counts too. */
  attempts: number;
  /** Doubling from the first to the longest pause, with jitter. */
  backoff: { firstMs: number; longestMs: number };
  /** Then its signal fires, and the attempt has failed. */
  timeoutMs: number;
  /** How long finished tasks are kept. */
  retentionMs: number;
  /** Tasks that one tenant gets before the next tenant's turn comes. */
  fairness: { perBatch: number };
  /** Unless whoever enqueues says otherwise. */
  priority: TaskPriority;
  /** Worked on again and again, once per interval in the whole installation. The payload is empty. */
  schedule?: { everyMs: number };
}

const DEFAULTS = {
  concurrency: 8,
  attempts: 10,
  backoff: { firstMs: 5_000, longestMs: 30 * 60_000 },
  timeoutMs: 60_000,
  retentionMs: 24 * 3_600_000,
  fairness: { perBatch: 1 },
  priority: 1,
} as const;

/** A kind of background work, once: shared/tasks enqueues and runs it, operations read it here. */
export function defineTask<const Name extends string, Payload extends z.ZodObject>(
  definition: Pick<TaskDefinition<Name, Payload>, "name" | "payload"> & Partial<TaskDefinition<Name, Payload>>,
): TaskDefinition<Name, Payload> {
  return { ...DEFAULTS, ...definition };
}
