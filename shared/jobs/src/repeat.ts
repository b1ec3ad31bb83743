import type { Logger } from "@chorus/observability/logger";

export interface Repeating {
  /** Runs now, or right after the run that is going on. */
  nudge(): void;
  /** Ends after the run that is going on. */
  stop(): Promise<void>;
}

/** Runs `work` every `everyMs`, never twice at once, at once again while it says there is more. A failure is logged once per streak. */
export function repeat(options: {
  everyMs: number;
  work: () => Promise<boolean>;
  logger: Logger;
  name: string;
}): Repeating {
  const { everyMs, work, logger, name } = options;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let nudged = false;
  let stopped = false;
  let failing = false;

  const run = async (): Promise<void> => {
    nudged = false;
    try {
      nudged = (await work()) || nudged;
      if (failing) logger.info(`${name} works again`);
      failing = false;
    } catch (error) {
      if (!failing) logger.warn({ err: error }, `${name} failed; it keeps trying`);
      failing = true;
    }
  };

  const schedule = (delayMs: number): void => {
    if (stopped) return;
    timer = setTimeout(() => {
      running = run().then(() => schedule(nudged && !failing ? 0 : everyMs));
    }, delayMs);
  };
  schedule(everyMs);

  return {
    nudge() {
      nudged = true;
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
