import type { Database } from "@chorus/database/database";
import { openAsOwner } from "@chorus/testing/owner-connection";
import { afterAll, beforeAll, beforeEach } from "vitest";
import type { Tenant } from "../../chat-service/tests/harness.ts";
import { startShop, type ShopWorld } from "./harness.ts";

/** What most tests of the shop begin with: one shop for the file, and for each test a company of its own that sells one thing. */
export let shop: ShopWorld;
/** Of the database. */
export let owner: Database;
export let tenant: Tenant;
export let customer: { id: string; token: string };
export let productId: string;
export let variantId: string;
export let locationId: string;

/** @param units how many of it there are; 0: none has ever been received */
export function withStockedShop({
  units,
  ...product
}: { units: number } & Pick<Parameters<ShopWorld["product"]>[1] & object, "title" | "price" | "isTracked">): void {
  beforeAll(async () => {
    shop = await startShop();
    owner = openAsOwner(shop.chat.adminUrl);
  });
  afterAll(async () => {
    await owner.close();
    await shop[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    tenant = await shop.chat.tenant();
    customer = await shop.chat.customer(tenant);
    ({ variantId, id: productId } = await shop.product(tenant, product));
    locationId = await shop.location(tenant);
    if (units > 0) await shop.receive(tenant, { variantId, locationId, quantity: units });
  });
}

export const asDesk = (method: string, path: string, body?: object, headers?: Record<string, string>) =>
  shop.send(method, path, { token: tenant.owner.token, body, ...(headers ? { headers } : {}) });

/** Of the product at its location. */
export const level = async () => (await asDesk("GET", `/api/v1/stock?variantId=${variantId}`)).body.items[0];
