import { AppError } from "@chorus/kernel/app-error";

/**
 * Runs at most `concurrent` pieces of work at once and queues at most `waiting` more; the next is refused at once, because
 * its caller would give up before the answer comes.
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
    // The finished one hands its slot over, so that no later caller takes it.
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
