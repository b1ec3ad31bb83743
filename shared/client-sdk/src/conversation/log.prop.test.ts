import fc from "fast-check";
import { expect, test } from "vitest";
import { sampleEvents, sampleSubscribed } from "../testing/sample-events.ts";
import { appendEvent, type ConversationLog, EMPTY_LOG, type NextStep, prependHistory, takeSubscribed } from "./log.ts";

const PAGE = 5;

/** What may happen: the log grows, live events come (late, twice, out of order or never), a subscription is answered. */
const step = fc.oneof(
  fc.record({ do: fc.constant("grow" as const), by: fc.integer({ min: 1, max: 8 }) }),
  fc.record({ do: fc.constant("deliver" as const), seq: fc.integer({ min: 1, max: 120 }) }),
  fc.record({ do: fc.constant("answer" as const), pageSize: fc.integer({ min: 1, max: PAGE }) }),
  fc.record({ do: fc.constant("stale answer" as const), lag: fc.integer({ min: 1, max: 6 }) }),
  fc.record({ do: fc.constant("older" as const), limit: fc.integer({ min: 1, max: PAGE }) }),
);

/** A server with `headSeq` events that answers at most `pageSize` of them. */
function answer(log: ConversationLog, headSeq: number, pageSize: number): { log: ConversationLog; next: NextStep } {
  if (log.epoch === null) {
    const fromSeq = Math.max(1, headSeq - pageSize + 1);
    return takeSubscribed(
      log,
      sampleSubscribed({ headSeq, events: sampleEvents(fromSeq, headSeq), hasMore: fromSeq > 1 }),
      null,
    );
  }
  const toSeq = Math.min(headSeq, log.lastSeq + pageSize);
  const isAll = toSeq === headSeq;
  const events = sampleEvents(log.lastSeq + 1, toSeq);
  return takeSubscribed(log, sampleSubscribed({ headSeq, events, recovered: isAll, hasMore: !isAll }), log.lastSeq);
}

test("any drops, repeats, reorderings and answers end, once answered to the end, with the whole log in order", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let headSeq = 3;
      let log = EMPTY_LOG;
      const isGapless = () => log.events.every((event, index) => event.seq === (log.events[0]?.seq ?? 0) + index);
      for (const now of steps) {
        if (now.do === "grow") headSeq += now.by;
        else if (now.do === "deliver")
          log = now.seq <= headSeq ? sampleEvents(now.seq, now.seq).reduce(appendEvent, log) : log;
        else if (now.do === "answer") log = answer(log, headSeq, now.pageSize).log;
        else if (now.do === "older" && log.events.length > 0) {
          const beforeSeq = log.events[0]?.seq ?? 1;
          const fromSeq = Math.max(1, beforeSeq - now.limit);
          log = prependHistory(log, sampleEvents(fromSeq, beforeSeq - 1), fromSeq > 1);
        } else if (now.do === "stale answer") {
          // Sent before the newest events were committed; those may have come live already.
          const asked = Math.max(0, log.lastSeq - now.lag);
          if (log.epoch !== null)
            log = takeSubscribed(log, sampleSubscribed({ headSeq: asked, events: [] }), asked).log;
        }
        expect(isGapless()).toBe(true);
        expect(log.events.at(-1)?.seq ?? 0).toBe(log.epoch === null ? 0 : log.lastSeq);
      }
      for (let round = 0; round <= headSeq; round += 1) {
        const result = answer(log, headSeq, PAGE);
        log = result.next === "reload" ? EMPTY_LOG : result.log;
        if (result.next === "live") break;
      }
      while (log.hasOlder) {
        const beforeSeq = log.events[0]?.seq ?? 1;
        log = prependHistory(log, sampleEvents(Math.max(1, beforeSeq - PAGE), beforeSeq - 1), beforeSeq - PAGE > 1);
      }
      expect(log.events.map((event) => event.seq)).toEqual(sampleEvents(1, headSeq).map((event) => event.seq));
    }),
    { numRuns: 2_000 },
  );
});
