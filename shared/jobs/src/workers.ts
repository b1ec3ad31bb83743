import { JOBS, type JobName, type JobPayload, turnOf } from "@chorus/contracts/jobs";
import { UnrecoverableError, Worker } from "bullmq";
import { Redis } from "ioredis";
import { JOB_PREFIX } from "./queues.ts";
import { turnTaken } from "./turns.ts";

/** One handler per job: a missing one does not compile. The signal fires at the job's time limit. */
export type JobHandlers<Names extends JobName> = {
  [Name in Names]: (payload: JobPayload<Name>, signal: AbortSignal) => Promise<void>;
};

export interface WorkersOptions {
  redisUrl: string;
  concurrency: number;
  onError: (error: Error) => void;
  onFailed: (job: { name: string; id: string | undefined }, error: Error) => void;
}

/** As of a queue, but longer than a worker may wait for its next job in one command, which are ten seconds. */
const SILENCE_MS = 15_000;

export interface JobWorkers {
  /** Takes no new job and waits for those at work; does not wait for a Redis that is gone. */
  close(): Promise<void>;
}

/** Works off the queues of `handlers`. A payload that does not fit its schema fails for good. */
export function runWorkers<Names extends JobName>(handlers: JobHandlers<Names>, options: WorkersOptions): JobWorkers {
  // A worker waits for Redis as long as it takes.
  const connection = new Redis(options.redisUrl, { maxRetriesPerRequest: null, socketTimeout: SILENCE_MS });
  connection.on("error", options.onError);
  const names = Object.keys(handlers) as Names[];
  const queues = new Set(names.map((name) => JOBS[name].queue));
  const workers = [...queues].map((queue) => {
    const worker = new Worker(
      queue,
      async (job) => {
        const name = names.find((candidate) => candidate === job.name);
        if (!name) throw new UnrecoverableError(`no handler for ${job.name}; known: ${names.join(", ")}`);
        const payload = JOBS[name].payload.safeParse(job.data);
        if (!payload.success) throw new UnrecoverableError(`payload of ${name}: ${payload.error.message}`);
        const turn = turnOf(name, payload.data);
        if (turn !== null && job.attemptsMade === 0) await turnTaken(connection, JOB_PREFIX, queue, turn);
        await handlers[name](payload.data as JobPayload<Names>, AbortSignal.timeout(JOBS[name].timeoutMs));
      },
      {
        prefix: JOB_PREFIX,
        concurrency: options.concurrency,
        connection,
      },
    );
    worker.on("error", options.onError);
    worker.on("failed", (job, error) => options.onFailed({ name: job?.name ?? "unknown", id: job?.id }, error));
    return worker;
  });
  return {
    async close() {
      // A polite goodbye needs Redis, and a worker would wait for it for ever.
      const isRedisGone = connection.status !== "ready";
      await Promise.all(workers.map((worker) => worker.close(isRedisGone)));
      connection.disconnect();
    },
  };
}
