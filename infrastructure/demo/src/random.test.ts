import { expect, test } from "vitest";
import { createRandom, uuidAt } from "./random.ts";

test("the same seed gives the same numbers, within their bounds", () => {
  const numbers = (seed: number) => {
    const random = createRandom(seed);
    return Array.from({ length: 50 }, () => random.between(3, 7));
  };
  expect(numbers(1)).toEqual(numbers(1));
  expect(numbers(1)).not.toEqual(numbers(2));
  expect(Math.min(...numbers(1))).toBe(3);
  expect(Math.max(...numbers(1))).toBe(7);
});

test("ids are version 7 of RFC 9562 and carry their moment", () => {
  const id = uuidAt(Date.UTC(2026, 10, 21), createRandom(1));
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16)).toBe(Date.UTC(2026, 10, 21));
});
