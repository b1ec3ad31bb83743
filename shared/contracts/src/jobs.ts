import { z } from "zod";
import { Uuid } from "./ids.ts";

interface JobSpec {
  queue: string;
  payload: z.ZodObject;
  attempts: number;
  backoff: { type: "exponential" | "fixed"; delayMs: number };
  timeoutMs: number;
  /** The field of the payload whose values take turns: a thousand jobs of one company do not delay another's first. */
  fairBy?: "tenantId";
}

/** Every background job, once. Payloads carry ids, never content. */
export const JOBS = {
  /** Removes what has served its purpose: relayed outbox rows, ended sessions. Scheduled every 10 minutes. */
  "maintenance.prune": {
    queue: "maintenance",
    payload: z.object({}),
    attempts: 3,
    backoff: { type: "exponential", delayMs: 5_000 },
    timeoutMs: 60_000,
  },
  /** Works on something somebody should hear of: what is due is in Postgres, the job only wakes a worker. */
  "notification.decide": {
    queue: "notifications",
    payload: z.object({ tenantId: Uuid, taskId: Uuid }),
    fairBy: "tenantId",
    attempts: 3,
    backoff: { type: "exponential", delayMs: 1_000 },
    timeoutMs: 30_000,
  },
  /** Hands one delivery to its provider. Retries are planned in Postgres, by what the provider said. */
  "notification.deliver": {
    queue: "deliveries",
    payload: z.object({ tenantId: Uuid, deliveryId: Uuid }),
    fairBy: "tenantId",
    attempts: 3,
    backoff: { type: "exponential", delayMs: 1_000 },
    timeoutMs: 60_000,
  },
  /** Makes or refreshes a conversation's summaries: what is due is in Postgres, the job only wakes a worker. */
  "summary.make": {
    queue: "summaries",
    payload: z.object({ tenantId: Uuid, taskId: Uuid }),
    fairBy: "tenantId",
    attempts: 3,
    backoff: { type: "exponential", delayMs: 1_000 },
    timeoutMs: 120_000,
  },
  /** Brings what can be found in a conversation up to date, in Postgres and in the vector store. */
  "search.index": {
    queue: "search-index",
    payload: z.object({ tenantId: Uuid, taskId: Uuid }),
    fairBy: "tenantId",
    attempts: 3,
    backoff: { type: "exponential", delayMs: 1_000 },
    timeoutMs: 60_000,
  },
} as const satisfies Record<string, JobSpec>;

export type JobName = keyof typeof JOBS;
/** Who takes turns with others for this job; null for a job that has no turns. */
export function turnOf(name: JobName, payload: object): string | null {
  const { fairBy } = JOBS[name] as JobSpec;
  return fairBy === undefined ? null : String((payload as Record<string, unknown>)[fairBy]);
}

export type JobPayload<Name extends JobName> = z.infer<(typeof JOBS)[Name]["payload"]>;
