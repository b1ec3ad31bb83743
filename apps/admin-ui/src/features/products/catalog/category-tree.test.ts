import type { Category } from "@chorus/contracts/entities/catalogue";
import { expect, test } from "vitest";
import { pathsOf, treeOf } from "./category-tree.ts";

const category = (id: string, parentId: string | null) => ({ id, parentId, name: id.toUpperCase() }) as Category;

test("those above come before those below, each in its order", () => {
  const tree = treeOf([category("b", null), category("a", null), category("c", "a"), category("d", "c")]);
  expect(pathsOf(tree)).toEqual([
    { id: "b", path: "B" },
    { id: "a", path: "A" },
    { id: "c", path: "A / C" },
    { id: "d", path: "A / C / D" },
  ]);
});

test("a category can go anywhere but below itself, and one whose parent is gone stands at the top", () => {
  const tree = treeOf([category("a", null), category("c", "a"), category("d", "c"), category("e", "gone")]);
  expect(pathsOf(tree, "c").map(({ id }) => id)).toEqual(["a", "e"]);
});
