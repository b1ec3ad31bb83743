import { describe, expect, test } from "vitest";
import { closing, organising, snoozing } from "./transitions.ts";

const NOW_MS = Date.parse("2026-11-21T09:00:00.000Z");
const at = (ms: number) => new Date(NOW_MS + ms).toISOString();

describe("closing", () => {
  test.each(["queued", "open", "snoozed"] as const)(
    "a %s conversation ends its waiting and leaves the queue",
    (status) => {
      expect(closing({ status }, NOW_MS)).toEqual({
        kind: "conversation.status",
        change: { status: "closed", closed_at: new Date(NOW_MS), waiting_since: null },
        queue: "leave",
      });
    },
  );

  test("a closed one changes nothing, and keeps when it was closed", () => {
    expect(closing({ status: "closed" }, NOW_MS)).toBeNull();
  });
});

describe("snoozing", () => {
  test.each(["queued", "open", "snoozed"] as const)(
    "a %s conversation sleeps until then, out of the queue",
    (status) => {
      expect(snoozing({ status }, at(1), NOW_MS)).toEqual({
        kind: "conversation.status",
        change: { status: "snoozed", snoozed_until: at(1) },
        queue: "leave",
      });
    },
  );

  test.each([0, -1, -86_400_000])("a time that is over by %i ms is refused with its field", (ms) => {
    expect(() => snoozing({ status: "open" }, at(ms), NOW_MS)).toThrow(
      expect.objectContaining({
        code: "invalid",
        errors: [{ path: "snoozedUntil", message: "must be in the future" }],
      }),
    );
  });

  test("a closed one has to be reopened first", () => {
    expect(() => snoozing({ status: "closed" }, at(1), NOW_MS)).toThrow(expect.objectContaining({ code: "closed" }));
  });

  test("a time is read with its offset", () => {
    expect(() => snoozing({ status: "open" }, "2026-11-21T10:00:00+02:00", NOW_MS)).toThrow("this time is over");
  });
});

describe("organising", () => {
  test("only what is named changes, and the place in the queue is kept", () => {
    expect(organising({ priority: "urgent" })).toEqual({
      kind: "conversation.tagged",
      change: { priority: "urgent" },
      queue: "keep",
    });
  });

  test("a subject can be taken away", () => {
    expect(organising({ subject: null })?.change).toEqual({ subject: null });
  });

  test("a tag given twice is one, in the order given", () => {
    expect(organising({ tags: ["vip", "refund", "vip"] })?.change).toEqual({ tags: ["vip", "refund"] });
  });

  test("all tags can be taken away", () => {
    expect(organising({ tags: [] })?.change).toEqual({ tags: [] });
  });

  test("nothing named is no change", () => {
    expect(organising({ subject: undefined, priority: undefined, tags: undefined })).toBeNull();
  });
});
