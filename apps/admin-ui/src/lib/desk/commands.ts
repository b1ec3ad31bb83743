import { type Readable, Store } from "@chorus/client-sdk/observable";
import { useEffect, useRef } from "react";

/** Something that can be done here and now, from the palette or by its key. */
export interface Command {
  id: string;
  label: string;
  /** As `KeyboardEvent.key` says it; outside of text fields. */
  key?: string;
  run: () => void;
}

const store = new Store<readonly Command[]>([]);

/** What can be done on the screen as it is. */
export const commands: Readable<readonly Command[]> = store;

/** Offers a command while the component is there; `isOffered` false takes it away. */
export function useCommand({ id, label, key, run }: Command, isOffered = true): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (!isOffered) return undefined;
    const command: Command = { id, label, ...(key === undefined ? {} : { key }), run: () => latest.current() };
    store.set([...store.getSnapshot().filter((other) => other.id !== id), command]);
    return () => store.set(store.getSnapshot().filter((other) => other !== command));
  }, [id, label, key, isOffered]);
}
