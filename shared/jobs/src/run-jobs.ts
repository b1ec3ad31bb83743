import type { JobName } from "@chorus/contracts/jobs";
import type { Logger } from "@chorus/observability/logger";
import { periodically } from "@chorus/tasks/periodically";
import { type JobHandlers, runWorkers } from "./workers.ts";

export interface RunningJobs {
  /** Takes nothing new; what is at work has a moment to end and is taken up again by somebody else otherwise. */
  stop(): Promise<void>;
}

/** Works off jobs, with a sweep behind them: what Redis has lost, it finds in Postgres and asks for again. */
export function runJobs<Names extends JobName>(options: {
  handlers: JobHandlers<Names>;
  sweep: { name: string; everyMs: number; work: () => Promise<void> };
  redisUrl: string;
  concurrency: number;
  logger: Logger;
}): RunningJobs {
  const { handlers, redisUrl, concurrency, logger } = options;
  const workers = runWorkers(handlers, {
    redisUrl,
    concurrency,
    onError: (error) => logger.debug({ err: error }, "queue connection"),
    onFailed: (job, error) => logger.error({ err: error, job }, "job failed"),
  });
  const sweeping = periodically({
    ...options.sweep,
    work: async () => {
      await options.sweep.work();
      return false;
    },
    logger,
  });
  return {
    async stop() {
      await Promise.all([sweeping.stop(), workers.close()]);
    },
  };
}
