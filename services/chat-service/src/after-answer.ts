/** Work that starts after the answer has been sent; the service finishes it before it stops. */
export interface AfterAnswer {
  run(work: () => Promise<void>): void;
  drained(): Promise<void>;
}

export function createAfterAnswer(onError: (error: unknown) => void): AfterAnswer {
  const running = new Set<Promise<void>>();
  return {
    run(work) {
      // In a later tick, so that the answer is sent first.
      const done = new Promise<void>((resolve) => setImmediate(resolve)).then(work).catch(onError);
      running.add(done);
      void done.finally(() => running.delete(done));
    },
    async drained() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
