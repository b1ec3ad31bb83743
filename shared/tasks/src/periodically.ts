import type { Logger } from "@chorus/observability/logger";

export interface PeriodicTask {
  /** Runs now, or right after the current run. */
  nudge(): void;
  /** Ends after the current run. */
  stop(): Promise<void>;
}

/**
 * Runs `work` every `everyMs`, never concurrently, and again at once while it reports more. A failure is logged once per streak.
 * The signal fires when it is stopped: long work ends early.
 */
export function periodically(options: {
  everyMs: number;
  work: (signal: AbortSignal) => Promise<boolean>;
  logger: Logger;
  name: string;
}): PeriodicTask {
  const { everyMs, work, logger, name } = options;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let nudged = false;
  const stopping = new AbortController();
  let failing = false;

  const run = async (): Promise<void> => {
    nudged = false;
    try {
      nudged = (await work(stopping.signal)) || nudged;
      if (failing) logger.info(`${name} works again`);
      failing = false;
    } catch (error) {
      if (!failing) logger.warn({ err: error }, `${name} failed; it keeps trying`);
      failing = true;
    }
  };

  const schedule = (delayMs: number): void => {
    if (stopping.signal.aborted) return;
    timer = setTimeout(() => {
      timer = undefined;
      running = run().then(() => schedule(nudged && !failing ? 0 : everyMs));
    }, delayMs);
  };
  schedule(everyMs);

  return {
    nudge() {
      nudged = true;
      // While it waits for the interval it runs now; while it works, again after that.
      if (timer === undefined) return;
      clearTimeout(timer);
      schedule(0);
    },
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      await running;
    },
  };
}
