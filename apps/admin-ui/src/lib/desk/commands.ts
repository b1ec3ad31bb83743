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

/** Registers several commands, which may differ from one rendering to the next. */
export function useCommands(offered: readonly Command[]): void {
  const latest = useRef(offered);
  useEffect(() => {
    latest.current = offered;
  });
  // As text, because a list is a new one with every rendering.
  const names = JSON.stringify(offered.map(({ id, label, key }) => ({ id, label, key })));
  useEffect(() => {
    const registered = (JSON.parse(names) as Omit<Command, "run">[]).map((command) => ({
      ...command,
      run: () => latest.current.find(({ id }) => id === command.id)?.run(),
    }));
    const ids = new Set(registered.map(({ id }) => id));
    store.set([...store.getSnapshot().filter(({ id }) => !ids.has(id)), ...registered]);
    return () => store.set(store.getSnapshot().filter((command) => !registered.includes(command)));
  }, [names]);
}

const paletteStore = new Store(false);

/** Whether the command palette is open. */
export const paletteIsOpen: Readable<boolean> = paletteStore;

export function showPalette(isOpen: boolean): void {
  paletteStore.set(isOpen);
}

export const openPalette = (): void => showPalette(true);
