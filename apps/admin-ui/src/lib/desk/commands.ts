import { type Readable, Store } from "@chorus/client-sdk/observable";
import { useEffect, useRef } from "react";

/** A command of the current screen, from the palette or by its key. */
export interface Command {
  id: string;
  label: string;
  /** As `KeyboardEvent.key` says it; outside of text fields. */
  key?: string;
  run: () => void;
}

const store = new Store<readonly Command[]>([]);

/** The commands of the current screen. */
export const commands: Readable<readonly Command[]> = store;

/** Registers a command while the component is mounted; `isOffered` false removes it. */
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
