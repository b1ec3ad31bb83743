/** Web Locks of this origin; null where there are none (no secure context) or the browser denies them with site data. */
export interface SafeLocks {
  /**
   * Runs `work` while no other tab runs its own; at once where locks are missing or denied.
   * @throws whatever `work` throws
   */
  alone<Result>(name: string, work: () => Promise<Result>): Promise<Result>;
  /**
   * Holds a lock until the signal fires.
   * @param onAcquired also called where there are no locks: then each tab is alone
   */
  acquire(name: string, signal: AbortSignal, onAcquired: () => void): void;
  /** Whether any tab holds it. Null when that is unknown. */
  isHeld(name: string): Promise<boolean | null>;
}

export function safeLocks(): SafeLocks {
  return {
    async alone<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
      if (!("locks" in navigator)) return work();
      let isBegun = false;
      const begin = () => {
        isBegun = true;
        return work();
      };
      return (await navigator.locks.request(name, begin).catch((error: unknown) => {
        // Denied: the browser blocks site data, so there is nothing to share with other tabs either.
        if (isBegun) throw error;
        return work();
      })) as Result;
    },
    acquire(name, signal, onAcquired) {
      if (!("locks" in navigator)) return onAcquired();
      const keep = async () => {
        onAcquired();
        await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
      };
      navigator.locks.request(name, { signal }, keep).catch(() => {
        // Aborted before it was acquired, or denied.
        if (!signal.aborted) onAcquired();
      });
    },
    async isHeld(name) {
      if (!("locks" in navigator)) return null;
      try {
        const { held = [] } = await navigator.locks.query();
        return held.some((lock) => lock.name === name);
      } catch {
        return null;
      }
    },
  };
}
