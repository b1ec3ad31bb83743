/** Things to undo, last one first. Node 20 has no AsyncDisposableStack. */
export interface Cleanup {
  defer(undo: () => unknown): void;
  /** Undoes everything, also after one that fails. @throws AggregateError of what failed */
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
