import { type Readable, Store } from "@chorus/client-sdk/observable";
import { sayProblem } from "../language/say-problem.ts";

/** Something to tell that has no place of its own on the screen. */
export interface Notice {
  id: number;
  text: string;
}

const SHOWN_MS = 7_000;
const store = new Store<readonly Notice[]>([]);
let lastId = 0;

export const notices: Readable<readonly Notice[]> = store;

export function dismissNotice(id: number): void {
  store.set(store.getSnapshot().filter((notice) => notice.id !== id));
}

export function tell(text: string): void {
  lastId += 1;
  const id = lastId;
  // The same thing twice is told once.
  store.set([...store.getSnapshot().filter((notice) => notice.text !== text), { id, text }]);
  setTimeout(() => dismissNotice(id), SHOWN_MS);
}

export function tellProblem(error: unknown): void {
  tell(sayProblem(error));
}
