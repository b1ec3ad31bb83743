import { safeLocks } from "@chorus/client-sdk/safe-locks";

const LEADER = "chorus.leading-tab";
const FOCUSED = "chorus.focused-tab";

export interface LeadingTab {
  /** One of all tabs of this browser, so that alerts are not doubled. Another takes over when it closes. */
  isLeading: () => boolean;
  /** Whether the desk has focus, in this tab or in another. */
  isWatched: () => Promise<boolean>;
  stop: () => void;
}

export function joinTabs(): LeadingTab {
  const locks = safeLocks();
  const whole = new AbortController();
  let isLeading = false;
  let focus: AbortController | null = null;
  locks.acquire(LEADER, whole.signal, () => {
    isLeading = true;
  });
  const recordFocus = () => {
    focus?.abort();
    focus = null;
    if (!document.hasFocus()) return;
    focus = new AbortController();
    locks.acquire(FOCUSED, focus.signal, () => undefined);
  };
  recordFocus();
  window.addEventListener("focus", recordFocus);
  window.addEventListener("blur", recordFocus);
  return {
    isLeading: () => isLeading,
    async isWatched() {
      return (await locks.isHeld(FOCUSED)) ?? document.hasFocus();
    },
    stop() {
      window.removeEventListener("focus", recordFocus);
      window.removeEventListener("blur", recordFocus);
      focus?.abort();
      whole.abort();
    },
  };
}
