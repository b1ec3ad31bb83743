import { AppError } from "@chorus/kernel/app-error";

/**
 * Runs at most `concurrent` pieces of work at once and keeps at most `waiting` more; the next is refused at once, because
 * whoever waits longer has gone before the answer comes.
 */
export function createWorkQueue(limits: {
  concurrent: number;
  waiting: number;
  /** Told to whoever is refused. */
  refusal: string;
}): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running < limits.concurrent) running += 1;
    else if (waiting.length >= limits.waiting) {
      throw new AppError("unavailable", { detail: limits.refusal, retryMs: 1_000 });
    }
    // The one who leaves hands its place over, so that nobody slips in between.
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
