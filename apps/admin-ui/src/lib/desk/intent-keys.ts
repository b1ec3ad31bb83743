import { useState } from "react";

/**
 * The `Idempotency-Key` of each thing that is asked for, as long as its form is open: a second click or a retry of the same joins the first,
 * and what was changed in between is another one.
 */
export function useIntentKeys(): (intent: unknown) => string {
  const [keys] = useState(() => new Map<string, string>());
  return (intent) => {
    const name = JSON.stringify(intent);
    const key = keys.get(name) ?? crypto.randomUUID();
    keys.set(name, key);
    return key;
  };
}
