import { expect, test } from "vitest";
import { findTroubles } from "./find-troubles.ts";

const instance = (isReady: boolean) => ({ atMs: 0, isReady, checks: {} });

test("a part is in trouble while none of its instances is ready", () => {
  const health = (isReady: boolean[]) => ({
    service: "summary-engine" as const,
    wasThere: true,
    instances: isReady.map(instance),
  });
  expect(findTroubles([health([])])).toEqual(["summaries"]);
  expect(findTroubles([health([false])])).toEqual(["summaries"]);
  expect(findTroubles([health([false, true])])).toEqual([]);
});

test("what was not there for a day is no part of this installation", () => {
  expect(findTroubles([{ service: "notification-worker", wasThere: false, instances: [] }])).toEqual([]);
});
