import { JOBS, type JobName, type JobPayload, turnOf } from "@chorus/contracts/jobs";
import { orAborted } from "@chorus/kernel/or-aborted";
import { UnrecoverableError, Worker } from "bullmq";
import { Redis } from "ioredis";
import { JOB_PREFIX } from "./queues.ts";
import { turnKeyOf, turnTaken } from "./turns.ts";

/** One handler per job: a missing one does not compile. The signal fires at the job's time limit and when the service goes. */
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
const GRACE_MS = 2_000;
/** For what a handler puts right when it is told to let go. */
const LET_GO_MS = 1_000;

export interface JobWorkers {
  /**
   * Takes no new job, lets those at work end for two seconds, and then tells them to let go: they are taken again by somebody else.
   * Does not wait for a Redis that is gone.
   */
  close(): Promise<void>;
}

/** Works off the queues of `handlers`. A payload that does not fit its schema fails for good. */
export function runWorkers<Names extends JobName>(handlers: JobHandlers<Names>, options: WorkersOptions): JobWorkers {
  // A worker waits for Redis as long as it takes.
  const connection = new Redis(options.redisUrl, { maxRetriesPerRequest: null, socketTimeout: SILENCE_MS });
  connection.on("error", options.onError);
  const names = Object.keys(handlers) as Names[];
  const closing = new AbortController();
  const atWork = new Set<Promise<void>>();
  const queues = new Set(names.map((name) => JOBS[name].queue));
  const workers = [...queues].map((queue) => {
    const worker = new Worker(
      queue,
      async (job) => {
        const name = names.find((candidate) => candidate === job.name);
        if (!name) throw new UnrecoverableError(`no handler for ${job.name}; known: ${names.join(", ")}`);
        const payload = JOBS[name].payload.safeParse(job.data);
        if (!payload.success) throw new UnrecoverableError(`payload of ${name}: ${payload.error.message}`);
        const turnKey = turnKeyOf(JOB_PREFIX, queue, turnOf(name, payload.data));
        if (turnKey !== null && job.attemptsMade === 0) await turnTaken(connection, turnKey);
        const signal = AbortSignal.any([AbortSignal.timeout(JOBS[name].timeoutMs), closing.signal]);
        const work = handlers[name](payload.data as JobPayload<Names>, signal);
        atWork.add(work);
        void work.catch(() => undefined).finally(() => atWork.delete(work));
        // A handler that does not heed its signal keeps nobody else from this place.
        await orAborted(work, signal);
      },
      {
        prefix: JOB_PREFIX,
        concurrency: options.concurrency,
        connection,
      },
    );
    worker.on("error", options.onError);
    worker.on("failed", (job, error) => {
      if (closing.signal.aborted) return;
      options.onFailed({ name: job?.name ?? "unknown", id: job?.id }, error);
    });
    return worker;
  });
  return {
    async close() {
      // A polite goodbye needs Redis, and a worker would wait for it for ever.
      const isRedisGone = connection.status !== "ready";
      const grace = setTimeout(() => closing.abort(new Error("the service is stopping")), GRACE_MS);
      await Promise.all(workers.map((worker) => worker.close(isRedisGone)));
      clearTimeout(grace);
      closing.abort(new Error("the service has stopped"));
      const late = new Promise((resolve) => setTimeout(resolve, LET_GO_MS).unref());
      await Promise.race([Promise.allSettled(atWork), late]);
      connection.disconnect();
    },
  };
}
