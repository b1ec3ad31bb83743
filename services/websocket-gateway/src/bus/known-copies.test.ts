import { expect, test } from "vitest";
import { KnownCopies } from "./known-copies.ts";

test("the bus rests while it brings nothing new, and no longer", () => {
  let rests = 0;
  const copies = new KnownCopies({ rest: () => void (rests += 1) });
  for (let count = 0; count < 31; count += 1) copies.known();
  expect(rests).toBe(0);
  copies.known();
  copies.known();
  expect(rests).toBe(2);
  copies.news();
  for (let count = 0; count < 31; count += 1) copies.known();
  expect(rests).toBe(2);
});
