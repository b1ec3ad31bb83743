/** Whether there is a conversation to return to; the only thing stored in the page's own storage. */
export interface WakeFlag {
  isSet(): boolean;
  set(isKept: boolean): void;
}

export function wakeFlag(tenantKey: string): WakeFlag {
  const name = `chorus.wake.${tenantKey}`;
  return {
    isSet() {
      try {
        return localStorage.getItem(name) === "1";
      } catch {
        // Storage is blocked: then the chat is loaded when it is opened.
        return false;
      }
    },
    set(isKept) {
      try {
        if (isKept) localStorage.setItem(name, "1");
        else localStorage.removeItem(name);
      } catch {
        // As above.
      }
    },
  };
}
