import { afterEach, expect, test, vi } from "vitest";
import { fromLocalInput, toLocalInput } from "./local-input.ts";

afterEach(() => vi.unstubAllEnvs());

test("a moment is shown in the browser's zone and means the same again, in summer and in winter", () => {
  vi.stubEnv("TZ", "Europe/Berlin");
  expect(toLocalInput("2026-12-01T06:00:00.000Z")).toBe("2026-12-01T07:00");
  expect(toLocalInput("2026-07-01T22:30:00.000Z")).toBe("2026-07-02T00:30");
  for (const moment of ["2026-12-01T06:00:00.000Z", "2026-07-01T22:30:00.000Z"])
    expect(fromLocalInput(toLocalInput(moment))).toBe(moment);
});
