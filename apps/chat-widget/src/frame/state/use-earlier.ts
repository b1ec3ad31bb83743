import { useEffect, useState } from "preact/hooks";
import type { Recent } from "./recent.ts";
import type { Widget } from "./widget.ts";

/** The customer's closed conversations but the one that is shown, newest first. */
export interface Earlier {
  list: readonly Recent[];
  /** They could not be loaded; those that were known stay. */
  isFailed: boolean;
  reload(): void;
}

/**
 * @param isWanted somebody is there to see them, and may
 * @param conversationId the one that is shown; another one makes it one of them
 */
export function useEarlier(widget: Widget, isWanted: boolean, conversationId: string | null): Earlier {
  const [list, setList] = useState<readonly Recent[]>([]);
  const [isFailed, setFailed] = useState(false);
  const [times, setTimes] = useState(0);
  useEffect(() => {
    if (!isWanted) return;
    setFailed(false);
    widget.listEarlier().then(setList, () => setFailed(true));
  }, [widget, isWanted, conversationId, times]);
  return { list: list.filter(({ id }) => id !== conversationId), isFailed, reload: () => setTimes(times + 1) };
}
