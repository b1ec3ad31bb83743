import { AppError } from "@chorus/kernel/app-error";

/** Where the next page of changes starts: after a row, or at a transaction. `horizon` is where the next list starts. */
export interface InboxPosition {
  horizon: string;
  xid: string;
  /** The last row read of transaction `xid`; one transaction may change more rows than a page has. */
  afterId: string | null;
}

const CURSOR = /^(\d{1,19})(?:\.(\d{1,19})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}))?$/;

/** @throws AppError `invalid` for a text that `inboxCursorOf` did not make */
export function inboxPositionOf(cursor: string): InboxPosition {
  const [, first, xid, afterId] = CURSOR.exec(cursor) ?? [];
  if (first === undefined) {
    throw new AppError("invalid", {
      detail: "The inbox cursor is not one of this list.",
      errors: [{ path: "cursor", message: "unknown cursor" }],
    });
  }
  return { horizon: first, xid: xid ?? first, afterId: afterId ?? null };
}

/** @param last the last row of a full page; undefined when the list has ended and the next one begins at the horizon */
export function inboxCursorOf(horizon: string, last: { xid: string; id: string } | undefined): string {
  return last ? `${horizon}.${last.xid}.${last.id}` : horizon;
}
