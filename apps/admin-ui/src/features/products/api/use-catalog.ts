import type { Category, Product, ProductOption } from "@chorus/contracts/entities/catalogue";
import {
  createCategory,
  createProduct,
  createVariant,
  deleteCategory,
  generateVariants,
  getShop,
  patchCategory,
  patchProduct,
} from "@chorus/contracts/routes/catalogue";
import { createLocation, type Location, patchLocation } from "@chorus/contracts/routes/stock";
import { type QueryKey, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { LOCATIONS_KEY } from "./use-product.ts";
import { CATEGORIES_KEY, PRODUCTS_KEY } from "./use-products.ts";

export function useShop() {
  const { rest } = useDeskSession();
  return useQuery({ queryKey: ["shop"], queryFn: ({ signal }) => rest.call(getShop, { signal }) });
}

export interface ProductDraft {
  title: string;
  description: string;
  categoryIds: string[];
  options: ProductOption[];
}

/** Makes a product, or changes one that was read in this version. Repeated with the same key it is made once. */
export function useSaveProduct(product: Pick<Product, "id" | "version"> | null) {
  const { rest } = useDeskSession();
  return useCatalogMutation(PRODUCTS_KEY, ({ draft, key }: { draft: ProductDraft; key: string }) =>
    product
      ? rest.call(patchProduct, {
          params: { idOrSlug: product.id },
          body: { ifVersion: product.version, ...draft },
        })
      : rest.call(createProduct, { body: draft, idempotencyKey: key }),
  );
}

export interface VariantDraft {
  sku: string;
  price: number;
  isTracked: boolean;
  options: { name: string; value: string }[];
}

export function useAddVariant({ id }: Pick<Product, "id">) {
  const { rest } = useDeskSession();
  return useCatalogMutation(PRODUCTS_KEY, ({ draft, key }: { draft: VariantDraft; key: string }) =>
    rest.call(createVariant, { params: { idOrSlug: id }, body: draft, idempotencyKey: key }),
  );
}

/** Makes a variant for each combination of options that has none. */
export function useGenerateVariants({ id }: Pick<Product, "id">) {
  const { rest } = useDeskSession();
  return useCatalogMutation(
    PRODUCTS_KEY,
    ({ draft, key }: { draft: { skuPrefix: string; price: number; isTracked: boolean }; key: string }) =>
      rest.call(generateVariants, { params: { idOrSlug: id }, body: draft, idempotencyKey: key }),
  );
}

export interface CategoryDraft {
  name: string;
  parentId: string | null;
  position: number;
}

export function useSaveCategory(category: Category | null) {
  const { rest } = useDeskSession();
  return useCatalogMutation(CATEGORIES_KEY, ({ draft, key }: { draft: CategoryDraft; key: string }) =>
    category
      ? rest.call(patchCategory, {
          params: { categoryId: category.id },
          body: { ifVersion: category.version, ...draft },
        })
      : rest.call(createCategory, { body: draft, idempotencyKey: key }),
  );
}

export function useRemoveCategory() {
  const { rest } = useDeskSession();
  return useCatalogMutation(CATEGORIES_KEY, (categoryId: string) =>
    rest.call(deleteCategory, { params: { categoryId } }),
  );
}

export interface LocationDraft {
  name: string;
  code: string;
  rank: number;
}

export function useSaveLocation(location: Location | null) {
  const { rest } = useDeskSession();
  return useCatalogMutation(LOCATIONS_KEY, ({ draft, key }: { draft: LocationDraft; key: string }) =>
    location
      ? rest.call(patchLocation, { params: { locationId: location.id }, body: draft })
      : rest.call(createLocation, { body: draft, idempotencyKey: key }),
  );
}

function useCatalogMutation<Input, Answer>(queryKey: QueryKey, mutationFn: (input: Input) => Promise<Answer>) {
  const queryClient = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => queryClient.invalidateQueries({ queryKey }) });
}
