import fc from "fast-check";
import { expect, test } from "vitest";
import { inboxCursorOf, inboxPositionOf } from "./inbox-cursor.ts";

const xid = fc.bigInt({ min: 0n, max: 10n ** 18n }).map(String);

test("a cursor leads to where it was made: behind the last row of a full page, else at the horizon", () => {
  fc.assert(
    fc.property(xid, xid, fc.uuid(), (horizon, last, id) => {
      expect(inboxPositionOf(inboxCursorOf(horizon, { xid: last, id }))).toEqual({ horizon, xid: last, afterId: id });
      expect(inboxPositionOf(inboxCursorOf(horizon, undefined))).toEqual({ horizon, xid: horizon, afterId: null });
    }),
  );
});

test.each([
  ["nothing", ""],
  ["a word", "yesterday"],
  ["a negative transaction", "-1"],
  ["more digits than a transaction has", "1".repeat(20)],
  ["a row without its transaction", "12..0192f0c0-0000-7000-8000-000000000001"],
  ["a row that is no id", "12.11.1"],
  ["a statement", "12.11.0192f0c0-0000-7000-8000-000000000001'; --"],
  ["another line", "12\n"],
])("%s is refused with the field", (_, cursor) => {
  expect(() => inboxPositionOf(cursor)).toThrow(
    expect.objectContaining({ code: "invalid", errors: [{ path: "cursor", message: "unknown cursor" }] }),
  );
});
