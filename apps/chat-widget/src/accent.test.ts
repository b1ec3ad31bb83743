import fc from "fast-check";
import { expect, test } from "vitest";
import { accentVariables, contrast, textOn } from "./accent.ts";

const colour = fc.integer({ min: 0, max: 0xff_ff_ff }).map((value) => `#${value.toString(16).padStart(6, "0")}`);

test("whatever colour a tenant has, everything written in it or on it can be read", () => {
  fc.assert(
    fc.property(colour, (accent) => {
      expect(contrast(textOn(accent), accent)).toBeGreaterThanOrEqual(4.5);
      const variables = accentVariables(accent);
      expect(contrast(variables["--tenant-ink-light"] ?? "", "#ffffff")).toBeGreaterThanOrEqual(4.5);
      expect(contrast(variables["--tenant-ink-dark"] ?? "", "#18181d")).toBeGreaterThanOrEqual(4.5);
    }),
    { numRuns: 2_000 },
  );
});

test("what is no colour styles nothing", () => {
  expect(accentVariables("red;background:url(//x)")).toEqual({});
});
