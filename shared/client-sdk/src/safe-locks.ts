/** Web Locks of this origin; null where there are none (no secure context) or the browser denies them with site data. */
export interface SafeLocks {
  /**
   * Runs `work` while no other tab runs its own; at once where locks are missing or denied, and after ten seconds
   * without an answer.
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

/** A frozen tab may hold a lock for as long as it likes: nobody waits longer for it. */
const PATIENCE_MS = 10_000;

export function safeLocks(): SafeLocks {
  return {
    async alone<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
      if (!("locks" in navigator)) return work();
      let begun: Promise<Result> | undefined;
      const begin = () => (begun ??= work());
      // Denied: the browser blocks site data, so there is nothing to share with other tabs either.
      const granted = navigator.locks.request(name, begin).catch(() => begin()) as Promise<Result>;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const waited = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, PATIENCE_MS);
      });
      try {
        return await Promise.race([granted, waited.then(begin)]);
      } finally {
        clearTimeout(timer);
      }
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
