import { listCategories, listProducts } from "@chorus/contracts/routes/catalogue";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { ProductList } from "../../../lib/desk/product-list.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";

/** Everything that shows products. */
export const PRODUCTS_KEY = ["products"] as const;
export const CATEGORIES_KEY = ["categories"] as const;
const PAGE = 50;

export function useProducts({ q, status, category }: ProductList) {
  const { rest } = useDeskSession();
  return useInfiniteQuery({
    queryKey: [...PRODUCTS_KEY, "list", { q, status, category }],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      rest.call(listProducts, {
        query: {
          limit: PAGE,
          ...(q !== undefined && { q }),
          ...(status !== undefined && { status }),
          ...(category !== undefined && { category }),
          ...(pageParam !== null && { cursor: pageParam }),
        },
        signal,
      }),
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
  });
}

export function useCategories() {
  const { rest } = useDeskSession();
  return useQuery({
    queryKey: CATEGORIES_KEY,
    queryFn: async ({ signal }) => (await rest.call(listCategories, { signal })).items,
  });
}
