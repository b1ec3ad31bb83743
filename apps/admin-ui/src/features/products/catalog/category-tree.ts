import type { Category } from "@chorus/contracts/entities/catalogue";

export interface CategoryNode {
  category: Category;
  below: readonly CategoryNode[];
}

/** Categories as a tree, in the order in which they come. One whose parent is not there stands at the top. */
export function treeOf(categories: readonly Category[]): readonly CategoryNode[] {
  const known = new Set(categories.map(({ id }) => id));
  const nodesOf = (parentId: string | null): CategoryNode[] =>
    categories
      .filter((one) => (one.parentId !== null && known.has(one.parentId) ? one.parentId : null) === parentId)
      .map((category) => ({ category, below: nodesOf(category.id) }));
  return nodesOf(null);
}

export interface PlacedCategory {
  id: string;
  /** "Clothing / Jackets". */
  path: string;
}

/** All of a tree, those above before those below. @param without leaves this one out, with all below it */
export function pathsOf(nodes: readonly CategoryNode[], without: string | null = null, above = ""): PlacedCategory[] {
  return nodes
    .filter(({ category }) => category.id !== without)
    .flatMap(({ category: { id, name }, below }) => {
      const path = above === "" ? name : `${above} / ${name}`;
      return [{ id, path }, ...pathsOf(below, without, path)];
    });
}
