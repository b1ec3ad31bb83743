import { expect, test } from "vitest";
import { keepSteady } from "./steady-order.ts";

const rows = (...ids: string[]) => ids.map((id) => ({ id }));

test("rows stay where they are while somebody points at them, new ones above wait", () => {
  const { rows: shown, waiting } = keepSteady(["a", "b", "c"], rows("new", "c", "a", "newer", "b"));
  expect(shown.map((row) => row.id)).toEqual(["a", "b", "c"]);
  expect(waiting).toBe(2);
});

test("rows that left go, another page comes at the end", () => {
  const { rows: shown, waiting } = keepSteady(["a", "b"], rows("b", "c", "d"));
  expect(shown.map((row) => row.id)).toEqual(["b", "c", "d"]);
  expect(waiting).toBe(0);
});
