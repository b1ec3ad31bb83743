import { setTimeout as wait } from "node:timers/promises";
import type { Worker } from "node:worker_threads";
import { fairQueue } from "@chorus/kernel/fair-queue";
import { END } from "./answer-calls.ts";

type Answer = { isReady: true } | { isReady?: false; result?: unknown; error?: string };

/** A thread that answers calls; it is started with the first call and again after it has ended. */
export interface ThreadCalls<Question, Result> {
  /**
   * One call is in the thread, the others wait, fairly between tenants.
   * @throws Error from the thread, for a timeout or its end; the signal's reason when aborted
   */
  ask(question: Question, whose: { turn: string; signal?: AbortSignal | undefined }): Promise<Result>;
  close(): Promise<void>;
}

interface Call<Question, Result> {
  question: Question;
  resolve: (result: Result) => void;
  reject: (error: Error) => void;
}

/** Loading a model takes a while on a busy machine. */
const START_MS = 60_000;
/** For the call in progress when the thread shall end. */
const END_MS = 4_000;

/**
 * @param deadlineMs a call that takes longer ends with its thread, because code that does not return cannot be stopped otherwise.
 * Later calls start a new thread
 * @param runsNative it runs a library in native code, which ends the whole process when its thread is ended in the middle (Node-API throws
 * where nobody can catch it): such a thread is left alone and ends by itself after its call
 * @param open creates the thread
 */
export function threadCalls<Question, Result>(
  name: string,
  { deadlineMs, runsNative = false, open }: { deadlineMs: number; runsNative?: boolean; open: () => Worker },
): ThreadCalls<Question, Result> {
  const waiting = fairQueue<Call<Question, Result>>();
  let worker: Worker | undefined;
  let isClosed = false;
  let isReady = false;
  let asked: Call<Question, Result> | undefined;
  let timer: NodeJS.Timeout | undefined;

  /** @param error for the current call, or for all when the thread does not even start */
  const end = (ended: Worker, error: Error) => {
    if (worker !== ended) return;
    clearTimeout(timer);
    worker = undefined;
    const failed = isReady ? [asked] : [asked, ...waiting.takeAll()];
    isReady = false;
    asked = undefined;
    for (const call of failed) call?.reject(error);
    if (runsNative) askToEnd(ended);
    else void ended.terminate();
    next();
  };

  const start = (): void => {
    const started = open();
    worker = started;
    started.unref();
    timer = setTimeout(() => end(started, new Error(`thread ${name} does not start`)), START_MS).unref();
    started.on("message", (answer: Answer) => {
      if (worker !== started) return;
      clearTimeout(timer);
      if (answer.isReady) isReady = true;
      else if (answer.error === undefined) asked?.resolve(answer.result as Result);
      else asked?.reject(new Error(answer.error));
      asked = undefined;
      next();
    });
    started.on("error", (error) => end(started, error));
    started.on("exit", (code) => end(started, new Error(`thread ${name} ended with code ${code}`)));
  };

  const next = (): void => {
    if (asked || waiting.size === 0) return;
    if (!worker) return start();
    if (!isReady) return;
    asked = waiting.next();
    const current = worker;
    const late = new Error(`thread ${name} did not answer within ${deadlineMs} ms`);
    timer = setTimeout(() => end(current, late), deadlineMs).unref();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    current.postMessage(asked?.question);
  };

  return {
    ask(question, { turn, signal }) {
      return new Promise<Result>((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason as Error);
        // Nobody would end the thread that it starts.
        if (isClosed) return reject(new Error(`thread ${name} is closed`));
        const call = {
          question,
          resolve: (result: Result) => (signal?.removeEventListener("abort", leave), resolve(result)),
          reject: (error: Error) => (signal?.removeEventListener("abort", leave), reject(error)),
        };
        // An aborted call is removed from the queue; one in the thread ends by itself or at its deadline.
        const leave = () => {
          waiting.remove(turn, call);
          call.reject(signal?.reason as Error);
        };
        signal?.addEventListener("abort", leave);
        waiting.push(turn, call);
        next();
      });
    },
    async close() {
      isClosed = true;
      const closed = worker;
      worker = undefined;
      clearTimeout(timer);
      const error = new Error(`thread ${name} is closed`);
      for (const call of [asked, ...waiting.takeAll()]) call?.reject(error);
      asked = undefined;
      if (!closed) return;
      if (!runsNative) return void (await closed.terminate());
      const patience = new AbortController();
      closed.once("exit", () => patience.abort());
      askToEnd(closed);
      await wait(END_MS, undefined, { signal: patience.signal }).catch(() => undefined);
    },
  };
}

function askToEnd(thread: Worker): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  thread.postMessage(END);
}
