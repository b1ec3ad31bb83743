import { useState } from "react";

/** What is saved with what has been changed since. */
export function useDraft<Value extends object>(saved: Value) {
  const [edited, setEdited] = useState<Partial<Value>>({});
  const draft: Value = { ...saved, ...edited };
  return {
    draft,
    isChanged: JSON.stringify(draft) !== JSON.stringify(saved),
    change: (part: Partial<Value>) => setEdited((before) => ({ ...before, ...part })),
    discard: () => setEdited({}),
  };
}
