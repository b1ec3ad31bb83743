import type { z } from "zod";

/** 0 before 1 before 2, among the tasks of one tenant. */
export type TaskPriority = 0 | 1 | 2;

/** How tasks of one name are worked on. Durations are in milliseconds. */
export interface TaskDefinition<Name extends string = string, Payload extends z.ZodObject = z.ZodObject> {
  name: Name;
  /** Ids and small facts, never content: payloads are kept after their customers are erased. */
  payload: Payload;
  /** Batches at once in one process. */
  concurrency: number;
  /** Attempts before it is a dead letter. Counted before the work, so that one that kills its process counts too. */
  attempts: number;
  /** Pauses double from the first to the longest, with jitter. */
  backoff: { firstMs: number; longestMs: number };
  /** After this its signal fires, and the attempt has failed. */
  timeoutMs: number;
  /** How long finished tasks are kept. */
  retentionMs: number;
  /** The most tasks of one tenant per batch, before the next tenant is served. */
  fairness: { perBatch: number };
  /** The default; whoever enqueues may give another. */
  priority: TaskPriority;
  /** Runs once per interval in the whole installation. The payload is empty. */
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

/** Defines a kind of background task; shared/tasks enqueues and runs it. */
export function defineTask<const Name extends string, Payload extends z.ZodObject>(
  definition: Pick<TaskDefinition<Name, Payload>, "name" | "payload"> & Partial<TaskDefinition<Name, Payload>>,
): TaskDefinition<Name, Payload> {
  return { ...DEFAULTS, ...definition };
}
