import { expect, test } from "vitest";
import { readTroubles } from "./read-troubles.ts";

test("while services cannot say anything, what is new comes late", async () => {
  const heartbeats = () => Promise.reject(new Error("Redis is away"));
  expect(await readTroubles({ heartbeats })).toEqual(["live"]);
});
