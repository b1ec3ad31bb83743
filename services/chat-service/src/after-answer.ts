/** Work that the caller does not wait for, and the service does before it goes. */
export interface AfterAnswer {
  run(work: () => Promise<void>): void;
  drained(): Promise<void>;
}

export function createAfterAnswer(onError: (error: unknown) => void): AfterAnswer {
  const running = new Set<Promise<void>>();
  return {
    run(work) {
      // Not in this turn: the answer goes first.
      const done = new Promise<void>((resolve) => setImmediate(resolve)).then(work).catch(onError);
      running.add(done);
      void done.finally(() => running.delete(done));
    },
    async drained() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
