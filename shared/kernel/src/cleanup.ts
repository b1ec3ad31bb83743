/** A stack of cleanups, run in reverse order. */
export interface Cleanup {
  defer(undo: () => unknown): void;
  /** Runs all of them, also after one fails. @throws AggregateError of the failures */
  run(): Promise<void>;
}

export function createCleanup(): Cleanup {
  const undos: (() => unknown)[] = [];
  return {
    defer: (undo) => void undos.push(undo),
    async run() {
      const errors: unknown[] = [];
      for (let undo = undos.pop(); undo; undo = undos.pop()) {
        try {
          await undo();
        } catch (error) {
          errors.push(error);
        }
      }
      if (errors.length > 0) throw new AggregateError(errors, errors.map(String).join("; "));
    },
  };
}
