import type { Product, Variant } from "@chorus/contracts/entities/catalogue";
import { archiveProduct, getProduct, patchVariant, publishProduct } from "@chorus/contracts/routes/catalogue";
import { adjustStock, countStock, listLocations, listStock, transferStock } from "@chorus/contracts/routes/stock";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { PRODUCTS_KEY } from "./use-products.ts";

const STOCK_KEY = ["stock"] as const;
export const LOCATIONS_KEY = ["stock-locations"] as const;

export function useProduct(slug: string) {
  const { rest } = useDeskSession();
  return useQuery({
    queryKey: [...PRODUCTS_KEY, "one", slug],
    queryFn: ({ signal }) => rest.call(getProduct, { params: { idOrSlug: slug }, signal }),
  });
}

/** In the order in which orders are taken from them. */
export function useLocations() {
  const { rest } = useDeskSession();
  return useQuery({
    queryKey: LOCATIONS_KEY,
    queryFn: async ({ signal }) => (await rest.call(listLocations, { signal })).items,
  });
}

/** What lies of a variant where; a shop has at most a hundred locations. */
export function useLevels(variantId: string) {
  const { rest } = useDeskSession();
  return useQuery({
    queryKey: [...STOCK_KEY, variantId],
    queryFn: async ({ signal }) => (await rest.call(listStock, { query: { variantId, limit: 100 }, signal })).items,
  });
}

export type StockChange =
  | { do: "adjust"; locationId: string; quantity: number; reason: string }
  | { do: "count"; locationId: string; counted: number; reason: string }
  | { do: "transfer"; locationId: string; toLocationId: string; quantity: number; reason: string };

/** Changes what lies of a variant where. Repeated with the same key it is done once. */
export function useChangeStock(variantId: string) {
  const { rest } = useDeskSession();
  return useShopMutation(async ({ change, key: idempotencyKey }: { change: StockChange; key: string }) => {
    const { locationId, reason } = change;
    const common = { variantId, reason };
    if (change.do === "adjust")
      await rest.call(adjustStock, { body: { ...common, locationId, quantity: change.quantity }, idempotencyKey });
    else if (change.do === "count")
      await rest.call(countStock, { body: { ...common, locationId, counted: change.counted }, idempotencyKey });
    else {
      const { toLocationId, quantity } = change;
      const body = { ...common, fromLocationId: locationId, toLocationId, quantity };
      await rest.call(transferStock, { body, idempotencyKey });
    }
  });
}

export function usePublish({ id }: Pick<Product, "id">) {
  const { rest } = useDeskSession();
  return useShopMutation((what: "publish" | "archive") =>
    rest.call(what === "publish" ? publishProduct : archiveProduct, {
      params: { idOrSlug: id },
      idempotencyKey: crypto.randomUUID(),
    }),
  );
}

export function useChangeVariant({ id, version }: Pick<Variant, "id" | "version">) {
  const { rest } = useDeskSession();
  return useShopMutation((change: { sku: string; price: number; isTracked: boolean }) =>
    rest.call(patchVariant, { params: { variantId: id }, body: { ifVersion: version, ...change } }),
  );
}

/** What is shown of products and stock is asked for again. */
function useShopMutation<Input, Answer>(mutationFn: (input: Input) => Promise<Answer>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: async () => {
      await queryClient.invalidateQueries({ queryKey: PRODUCTS_KEY });
      await queryClient.invalidateQueries({ queryKey: STOCK_KEY });
    },
  });
}
