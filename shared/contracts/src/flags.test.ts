import { expect, test } from "vitest";
import { FLAG_NAMES, flagSpec } from "./flags.ts";

test("no flag of a release has outlived its day: take it out of the code, or give a reason and another day", () => {
  const today = new Date().toISOString().slice(0, 10);
  const outlived = FLAG_NAMES.filter((flag) => (flagSpec(flag).expires ?? "9999-12-31") < today);
  expect(outlived).toEqual([]);
});

test("releases have a day on which they end; kill switches and permissions have none, and are on and off by themselves", () => {
  const specs = FLAG_NAMES.map((flag) => ({ flag, ...flagSpec(flag) }));
  for (const { flag, kind, expires } of specs)
    expect([flag, kind === "release"]).toEqual([flag, /^\d{4}-\d{2}-\d{2}$/.test(expires ?? "")]);
  const byDefault = specs.filter(({ kind }) => kind !== "release").map(({ kind, default: isOn }) => [kind, isOn]);
  for (const [kind, isOn] of byDefault) expect(isOn).toBe(kind === "kill switch");
});
