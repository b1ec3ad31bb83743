const LEADER = "chorus.leading-tab";
const FOCUSED = "chorus.focused-tab";

/** Holds a lock of the browser until the signal says otherwise; `onHeld` when it is one's own. */
function hold(name: string, signal: AbortSignal, onHeld: () => void): void {
  if (!("locks" in navigator)) {
    onHeld();
    return;
  }
  navigator.locks
    .request(name, { signal }, async () => {
      onHeld();
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
    })
    .catch((error: unknown) => {
      // Given up before it was got.
      if (!signal.aborted) throw error;
    });
}

export interface LeadingTab {
  /** One of all tabs of this browser, so that nothing rings twice. Another takes over when it closes. */
  isLeading: () => boolean;
  /** Somebody looks at the desk, in this tab or in another. */
  isWatched: () => Promise<boolean>;
  stop: () => void;
}

export function joinTabs(): LeadingTab {
  const whole = new AbortController();
  let isLeading = false;
  let focus: AbortController | null = null;
  hold(LEADER, whole.signal, () => {
    isLeading = true;
  });
  const noteFocus = () => {
    focus?.abort();
    focus = null;
    if (!document.hasFocus()) return;
    focus = new AbortController();
    hold(FOCUSED, focus.signal, () => undefined);
  };
  noteFocus();
  window.addEventListener("focus", noteFocus);
  window.addEventListener("blur", noteFocus);
  return {
    isLeading: () => isLeading,
    async isWatched() {
      if (!("locks" in navigator)) return document.hasFocus();
      const { held = [] } = await navigator.locks.query();
      return held.some((lock) => lock.name === FOCUSED);
    },
    stop() {
      window.removeEventListener("focus", noteFocus);
      window.removeEventListener("blur", noteFocus);
      focus?.abort();
      whole.abort();
    },
  };
}
