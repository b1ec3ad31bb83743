import { type Readable, Store } from "@chorus/client-sdk/observable";
import { formatProblem } from "../language/format-problem.ts";

/** A message that belongs to no part of the screen. */
export interface Notice {
  id: number;
  text: string;
}

const NOTICE_MS = 7_000;
const store = new Store<readonly Notice[]>([]);
let lastId = 0;

export const notices: Readable<readonly Notice[]> = store;

export function dismissNotice(id: number): void {
  store.set(store.getSnapshot().filter((notice) => notice.id !== id));
}

export function showNotice(text: string): void {
  lastId += 1;
  const id = lastId;
  // A repeated notice is shown once.
  store.set([...store.getSnapshot().filter((notice) => notice.text !== text), { id, text }]);
  setTimeout(() => dismissNotice(id), NOTICE_MS);
}

export function showProblem(error: unknown): void {
  showNotice(formatProblem(error));
}
