import { expect, test } from "vitest";
import { asDesk, customer, owner, shop, tenant, variantId, withStockedShop } from "./stocked-shop.ts";

withStockedShop({ units: 50 });

/** More than there are connections to the database. */
const FLOOD = 30;

test("a visitor who changes one cart all the time holds back neither other shoppers nor the desk", async () => {
  const neighbour = await shop.chat.customer(tenant);
  const theirs = await shop.quoted(neighbour, { [variantId]: 1 });
  const cart = await shop.quoted(customer, { [variantId]: 1 });
  let flood: Promise<unknown>[] = [];
  await owner.withTenant(tenant.id, async (tx) => {
    await tx.selectFrom("commerce.carts").select("id").where("id", "=", cart.id).forUpdate().execute();
    flood = Array.from({ length: FLOOD }, (_, at) =>
      shop.send("PUT", `${cart.path}/lines/${variantId}`, { token: customer.token, body: { quantity: 1 + (at % 3) } }),
    );
    for (let round = 0; round < 3; round += 1) {
      const answers = await Promise.all([
        asDesk("GET", "/api/v1/orders"),
        asDesk("POST", "/api/v1/categories", { name: `Category ${round}` }),
        shop.send("PUT", `${theirs.path}/lines/${variantId}`, { token: neighbour.token, body: { quantity: 2 } }),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([200, 201, 200]);
    }
  });
  await Promise.all(flood);
}, 90_000);
