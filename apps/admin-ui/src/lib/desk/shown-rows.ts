import { type Readable, Store } from "@chorus/client-sdk/observable";
import type { Filter } from "./conversation-lists.ts";

/** The list that is shown: all its rows, also those that are scrolled out of sight. */
export interface ShownRows {
  filter: Filter;
  /** Conversations in the order on the screen. */
  ids: readonly string[];
  /** The open one; it need not be in the list. */
  openId: string | null;
}

const store = new Store<ShownRows | null>(null);

/** Null where no list is shown. */
export const shownRows: Readable<ShownRows | null> = store;

export function publishRows(rows: ShownRows | null): void {
  store.set(rows);
}

/** The row so many steps from the open one; the first one when none of the list is open. */
export function rowFrom({ ids, openId }: Pick<ShownRows, "ids" | "openId">, step: 1 | -1): string | undefined {
  const at = openId === null ? -1 : ids.indexOf(openId);
  return at === -1 ? ids[0] : ids[at + step];
}

/** What is opened when the open one goes away: the row after it, else the one before; undefined when it is not in the list. */
export function neighbourOfOpen({ ids, openId }: Pick<ShownRows, "ids" | "openId">): string | undefined {
  const at = openId === null ? -1 : ids.indexOf(openId);
  return at === -1 ? undefined : (ids[at + 1] ?? ids[at - 1]);
}
