import { expect, test } from "vitest";
import { isSampled, parseTraceparent, rootSpanIdOf, traceIdOf } from "./trace-ids.ts";

const ID = "01938f2a-6c1e-7c3a-9b5e-0123456789ab";

test("a trace has the id of what it is about", () => {
  expect(traceIdOf(ID)).toBe("01938f2a6c1e7c3a9b5e0123456789ab");
  expect(rootSpanIdOf(traceIdOf(ID))).toBe("9b5e0123456789ab");
});

test("the share that is recorded is what was asked for, and the same ids each time", () => {
  const ids = Array.from({ length: 20_000 }, () => crypto.randomUUID());
  const share = (ratio: number) => ids.filter((id) => isSampled(id, ratio, "key")).length / ids.length;
  expect(share(0)).toBe(0);
  expect(share(1)).toBe(1);
  expect(share(0.1)).toBeGreaterThan(0.08);
  expect(share(0.1)).toBeLessThan(0.12);
  // Whoever is recorded at a low rate is at a higher one.
  expect(ids.filter((id) => isSampled(id, 0.1, "key") && !isSampled(id, 0.2, "key"))).toEqual([]);
});

test("a traceparent is read, and nothing else is taken for one", () => {
  const trace = "0af7651916cd43dd8448eb211c80319c";
  const span = "b7ad6b7169203331";
  expect(parseTraceparent(`00-${trace}-${span}-01`)).toEqual({ traceId: trace, spanId: span, isSampled: true });
  expect(parseTraceparent(`00-${trace}-${span}-00`)?.isSampled).toBe(false);
  for (const bad of [undefined, "", "00", `00-${"0".repeat(32)}-${span}-01`, `01-${trace}-${span}-01`])
    expect(parseTraceparent(bad)).toBeNull();
});
