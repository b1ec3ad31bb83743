import { expect, test } from "vitest";
import { pathsOf } from "./gateway-api-file.ts";
import { locations } from "./locations.ts";

test("no path of a match is longer than a Gateway takes, and together they are all of them", () => {
  const many = Array.from({ length: 90 }, (_, at) => `/api/v1/things/[^/]+/${at}`);
  const parts = pathsOf({ kind: "expression", path: `^(?:${many.join("|")})$` });
  expect(parts.length).toBeGreaterThan(2);
  expect(parts.flatMap((part) => part.slice("^(?:".length, -")$".length).split("|"))).toEqual(many);
  for (const value of [...parts, ...locations().flatMap(pathsOf)]) expect(value.length).toBeLessThanOrEqual(1_024);
});

test("what is short enough stays one path", () => {
  expect(pathsOf({ kind: "prefix", path: "/internal" })).toEqual(["/internal"]);
  expect(pathsOf({ kind: "expression", path: "^(?:/a|/b)$" })).toEqual(["^(?:/a|/b)$"]);
});
