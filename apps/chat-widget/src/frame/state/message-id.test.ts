import { expect, test } from "vitest";
import { newMessageId } from "./message-id.ts";

test("is a version 7 UUID of its moment", () => {
  const nowMs = Date.UTC(2026, 10, 21, 9, 44);
  const id = newMessageId(nowMs);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16)).toBe(nowMs);
});
