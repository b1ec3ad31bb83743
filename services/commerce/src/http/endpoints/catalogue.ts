import type { AccessClaims } from "@chorus/auth/access-token";
import * as routes from "@chorus/contracts/routes/catalogue";
import { endpoint, reply, type Endpoint } from "@chorus/http/mount";
import { addCategory, changeCategory, readCategories, removeCategory } from "../../catalogue/categories.ts";
import { archiveProduct, publishProduct } from "../../catalogue/product-status.ts";
import { readProducts } from "../../catalogue/list-products.ts";
import { readProduct } from "../../catalogue/read-products.ts";
import { changeProduct, createProduct } from "../../catalogue/save-product.ts";
import { addMissingVariants, addVariant, changeVariant } from "../../catalogue/save-variants.ts";
import { exportProducts } from "../../catalogue/sheet/export-products.ts";
import { importProducts } from "../../catalogue/sheet/import-products.ts";
import type { CommerceContext } from "../../context.ts";
import { changeShop } from "../../shop/change-shop.ts";
import { readShop } from "../../shop/read-shop.ts";

export function catalogueEndpoints(context: CommerceContext): Endpoint<AccessClaims>[] {
  return [
    endpoint(routes.getShop, async ({ caller }) => reply(200, await readShop(context, caller))),
    endpoint(routes.patchShop, async ({ caller, body, requestId }) =>
      reply(200, await changeShop(context, caller, body, requestId)),
    ),
    endpoint(routes.listProducts, async ({ caller, query }) => reply(200, await readProducts(context, caller, query))),
    // Before the one by id or slug, which this address would be as well.
    endpoint(routes.exportProducts, ({ caller }) => Promise.resolve(reply(200, exportProducts(context, caller)))),
    endpoint(routes.importProducts, async ({ caller, body, requestId }) =>
      reply(200, await importProducts(context, caller, body, requestId)),
    ),
    endpoint(routes.getProduct, async ({ caller, params }) =>
      reply(200, await readProduct(context, caller, params.idOrSlug)),
    ),
    endpoint(routes.createProduct, async ({ caller, body, requestId }) =>
      reply(201, await createProduct(context, caller, body, requestId)),
    ),
    endpoint(routes.patchProduct, async ({ caller, params, body, requestId }) =>
      reply(200, await changeProduct(context, caller, { ...body, ...params }, requestId)),
    ),
    endpoint(routes.publishProduct, async ({ caller, params, requestId }) =>
      reply(200, await publishProduct(context, caller, params.idOrSlug, requestId)),
    ),
    endpoint(routes.archiveProduct, async ({ caller, params, requestId }) =>
      reply(200, await archiveProduct(context, caller, params.idOrSlug, requestId)),
    ),
    endpoint(routes.createVariant, async ({ caller, params, body, requestId }) =>
      reply(201, await addVariant(context, caller, { ...body, ...params }, requestId)),
    ),
    endpoint(routes.generateVariants, async ({ caller, params, body, requestId }) =>
      reply(200, await addMissingVariants(context, caller, { ...body, ...params }, requestId)),
    ),
    endpoint(routes.patchVariant, async ({ caller, params, body, requestId }) =>
      reply(200, await changeVariant(context, caller, { ...body, ...params }, requestId)),
    ),
    endpoint(routes.listCategories, async ({ caller }) => reply(200, { items: await readCategories(context, caller) })),
    endpoint(routes.createCategory, async ({ caller, body, requestId }) =>
      reply(201, await addCategory(context, caller, body, requestId)),
    ),
    endpoint(routes.patchCategory, async ({ caller, params, body, requestId }) =>
      reply(200, await changeCategory(context, caller, { ...body, ...params }, requestId)),
    ),
    endpoint(routes.deleteCategory, async ({ caller, params, requestId }) => {
      await removeCategory(context, caller, params.categoryId, requestId);
      return reply(204);
    }),
  ];
}
