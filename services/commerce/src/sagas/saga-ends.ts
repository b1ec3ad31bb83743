/** Who waits in this process for a saga to come to rest. */
export interface SagaEnds {
  /** Told after a commit. */
  came(sagaId: string): void;
  /** Resolves when it came to rest, or after this long. */
  next(sagaId: string, waitMs: number): Promise<void>;
}

export function createSagaEnds(): SagaEnds {
  const waiting = new Map<string, Set<() => void>>();
  return {
    came(sagaId) {
      for (const wake of waiting.get(sagaId) ?? []) wake();
    },
    async next(sagaId, waitMs) {
      const those = waiting.get(sagaId) ?? new Set();
      waiting.set(sagaId, those);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(wake, waitMs);
        those.add(wake);
        function wake(): void {
          clearTimeout(timer);
          those.delete(wake);
          if (those.size === 0) waiting.delete(sagaId);
          resolve();
        }
      });
    },
  };
}
