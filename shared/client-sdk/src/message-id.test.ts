import { Uuid } from "@chorus/contracts/ids";
import { expect, test } from "vitest";
import { newMessageId } from "./message-id.ts";

test("ids are what the server takes, and begin with the time", () => {
  const id = newMessageId(Date.UTC(2040, 0, 1));
  expect(Uuid.parse(id)).toBe(id);
  expect(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16)).toBe(Date.UTC(2040, 0, 1));
});

test("each is larger than the one before, also in one millisecond and when the clock goes back", () => {
  const nowMs = Date.UTC(2041, 0, 1);
  const ids = Array.from({ length: 10_000 }, (_, index) => newMessageId(nowMs - (index % 3)));
  expect(ids).toEqual(ids.toSorted());
  expect(new Set(ids).size).toBe(ids.length);
  expect(newMessageId(nowMs + 60_000) > (ids.at(-1) ?? "")).toBe(true);
});
