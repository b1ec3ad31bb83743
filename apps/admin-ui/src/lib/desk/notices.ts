import { type Readable, Store } from "@chorus/client-sdk/observable";
import { formatProblem } from "../language/format-problem.ts";

/** A message that belongs to no part of the screen. */
export interface Notice {
  id: number;
  text: string;
  kind: "problem" | "done";
  /** Takes back what was done. */
  undo?: () => void;
}

const NOTICE_MS = 7_000;
const store = new Store<readonly Notice[]>([]);
let lastId = 0;

export const notices: Readable<readonly Notice[]> = store;

export function dismissNotice(id: number): void {
  store.set(store.getSnapshot().filter((notice) => notice.id !== id));
}

function show(notice: Omit<Notice, "id">): number {
  lastId += 1;
  const id = lastId;
  // A repeated notice is shown once.
  store.set([...store.getSnapshot().filter(({ text }) => text !== notice.text), { id, ...notice }]);
  setTimeout(() => dismissNotice(id), NOTICE_MS);
  return id;
}

/** Something that the person has to know or do. */
export function showNotice(text: string): void {
  show({ kind: "problem", text });
}

/** Something that was done; with `undo` it can be taken back while it is shown. @returns the notice's id */
export function showDone(text: string, undo?: () => void): number {
  return show({ kind: "done", text, ...(undo && { undo }) });
}

export function showProblem(error: unknown): void {
  showNotice(formatProblem(error));
}

/** Takes back what was done last, if that is still offered. */
export function undoLast(): void {
  const last = store.getSnapshot().findLast((notice) => notice.undo !== undefined);
  if (!last) return;
  dismissNotice(last.id);
  last.undo?.();
}
