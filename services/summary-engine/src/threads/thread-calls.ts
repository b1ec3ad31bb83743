import type { Worker } from "node:worker_threads";
import { startThread, type ThreadName } from "./start-thread.ts";

interface Answer {
  id: number;
  result?: unknown;
  error?: string;
}

/** One thread that is asked and answers; it is started with the first question and again when it has died. */
export interface ThreadCalls<Question, Result> {
  /** @throws Error what went wrong in the thread, or that it has ended */
  ask(question: Question): Promise<Result>;
  close(): Promise<void>;
}

export function threadCalls<Question, Result>(name: ThreadName): ThreadCalls<Question, Result> {
  let worker: Worker | undefined;
  let nextId = 1;
  const waiting = new Map<number, { resolve: (result: Result) => void; reject: (error: Error) => void }>();

  const start = (): Worker => {
    const started = startThread(name);
    started.unref();
    started.on("message", ({ id, result, error }: Answer) => {
      const question = waiting.get(id);
      waiting.delete(id);
      if (error === undefined) question?.resolve(result as Result);
      else question?.reject(new Error(error));
    });
    const end = (error: Error) => {
      if (worker === started) worker = undefined;
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    };
    started.on("error", end);
    started.on("exit", (code) => end(new Error(`thread ${name} ended with code ${code}`)));
    return started;
  };

  return {
    ask(question) {
      worker ??= start();
      const id = nextId;
      nextId += 1;
      return new Promise<Result>((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
        worker?.postMessage({ id, question });
      });
    },
    async close() {
      await worker?.terminate();
    },
  };
}
