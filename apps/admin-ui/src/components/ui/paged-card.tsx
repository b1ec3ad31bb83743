import type { ComponentProps, ReactNode } from "react";
import { LoadMore } from "./load-more.tsx";
import { Card, Loaded } from "./page.tsx";
import { RowsSkeleton } from "./skeletons.tsx";

interface PagedCardProps<Item> {
  query: ComponentProps<typeof LoadMore>["query"] & {
    data: { pages: readonly { items: readonly Item[] }[] } | undefined;
    isPending: boolean;
    error: Error | null;
    refetch: () => unknown;
  };
  /** Instead of an empty list. */
  empty: ReactNode;
  /** As many as are in sight. */
  rows?: number;
  children: (items: readonly Item[]) => ReactNode;
}

/** A list that comes a page at a time: while it loads its rows' shapes, what is there, and more on request. */
export function PagedCard<Item>({ query, empty, rows = 10, children }: PagedCardProps<Item>) {
  return (
    <Loaded query={query} skeleton={<RowsSkeleton rows={rows} />}>
      {({ pages }) => {
        const items = pages.flatMap((page) => page.items);
        return (
          <Card>
            {items.length === 0 ? empty : children(items)}
            <LoadMore query={query} />
          </Card>
        );
      }}
    </Loaded>
  );
}
