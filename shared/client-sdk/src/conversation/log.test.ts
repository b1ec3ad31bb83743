import { expect, test } from "vitest";
import { sampleEvent, sampleEvents, sampleSubscribed } from "../testing/sample-events.ts";
import { appendEvent, EMPTY_LOG, isBehind, recordHead, prependHistory, takeSubscribed } from "./log.ts";

const seqs = (log: { events: readonly { seq: number }[] }) => log.events.map((event) => event.seq);
const loaded = takeSubscribed(EMPTY_LOG, sampleSubscribed({ events: sampleEvents(5, 8), hasMore: true }), null).log;

test("applies the next event, ignores an old one, holds a later one until the hole is filled", () => {
  let log = appendEvent(loaded, sampleEvent(9));
  log = appendEvent(log, sampleEvent(7));
  log = appendEvent(log, sampleEvent(11));
  expect(seqs(log)).toEqual([5, 6, 7, 8, 9]);
  expect(isBehind(log)).toBe(true);
  log = appendEvent(log, sampleEvent(10));
  expect(seqs(log)).toEqual([5, 6, 7, 8, 9, 10, 11]);
  expect(log.buffered).toEqual([]);
});

test("an event that came before the first answer is kept for it", () => {
  const early = appendEvent(EMPTY_LOG, sampleEvent(3));
  expect(early.events).toEqual([]);
  const { log, next } = takeSubscribed(early, sampleSubscribed({ events: sampleEvents(1, 2) }), null);
  expect(seqs(log)).toEqual([1, 2, 3]);
  expect(next).toBe("live");
});

test("an answer may contain what is already there", () => {
  const { log, next } = takeSubscribed(loaded, sampleSubscribed({ events: sampleEvents(6, 10) }), 8);
  expect(seqs(log)).toEqual([5, 6, 7, 8, 9, 10]);
  expect(next).toBe("live");
});

test("more than one answer can carry is asked for from where it ended", () => {
  const page = sampleSubscribed({ events: sampleEvents(9, 12), headSeq: 20, recovered: false, hasMore: true });
  const { log, next } = takeSubscribed(loaded, page, 8);
  expect(next).toBe("more");
  expect(log.lastSeq).toBe(12);
});

test("an answer that brings nothing although something is missing reloads instead of asking in a circle", () => {
  const { next } = takeSubscribed(loaded, sampleSubscribed({ headSeq: 20, recovered: false, hasMore: true }), 8);
  expect(next).toBe("reload");
});

test("another epoch, and a position beyond the head, reload", () => {
  expect(takeSubscribed(loaded, sampleSubscribed({ epoch: "e2", headSeq: 8 }), 8).next).toBe("reload");
  expect(takeSubscribed(loaded, sampleSubscribed({ headSeq: 7 }), 8).next).toBe("reload");
});

test("a heartbeat with an older head changes nothing, with a newer one shows what is missing", () => {
  expect(recordHead(loaded, 4)).toBe(loaded);
  expect(isBehind(recordHead(loaded, 9))).toBe(true);
});

test("older pages are put in front only when they join on", () => {
  const older = prependHistory(loaded, sampleEvents(1, 4), false);
  expect(seqs(older)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(older.hasOlder).toBe(false);
  expect(prependHistory(loaded, sampleEvents(1, 3), true)).toBe(loaded);
});
