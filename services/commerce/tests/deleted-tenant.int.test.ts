import { openAsOwner } from "@chorus/testing/owner-connection";
import { expect, test } from "vitest";
import { startShop } from "./harness.ts";

/** Fewer rows than a shop has, so that parents and children are in batches of their own. */
const BATCH = 3;

test("a shop with categories below each other, stock, carts and orders is deleted in small batches, whole", async () => {
  await using shop = await startShop();
  const [tenant, other] = [await shop.chat.tenant(), await shop.chat.tenant()];
  for (const one of [tenant, other]) {
    const { token } = one.owner;
    let parentId: string | null = null;
    for (let depth = 0; depth < 2 * BATCH; depth += 1) {
      const body: object = { name: `Level ${depth}`, parentId };
      parentId = (await shop.send("POST", "/api/v1/categories", { token, body })).body.id;
    }
    const { variantId } = await shop.product(one);
    await shop.receive(one, { variantId, locationId: await shop.location(one), quantity: 9 });
    const customer = await shop.chat.customer(one);
    const placed = await shop.complete(customer, await shop.quoted(customer, { [variantId]: 2 }));
    await shop.send("POST", `/api/v1/orders/${placed.body.id}/notes`, { token, body: { body: "A note" } });
    await shop.quoted(customer, { [variantId]: 1 });
  }
  const owner = openAsOwner(shop.chat.adminUrl);
  const tables = await owner.statement<{ name: string }>(
    "",
    "select oid::regclass::text as name from pg_class where relnamespace = 'commerce'::regnamespace and relkind = 'r'",
    [],
  );
  const filled = async (tenantId: string) => {
    const found: string[] = [];
    for (const { name } of tables)
      if ((await owner.statement("", `select from ${name} where tenant_id = $1 limit 1`, [tenantId])).length > 0)
        found.push(name);
    return found;
  };
  const before = await filled(other.id);
  expect(before.length).toBeGreaterThan(14);
  for (;;) {
    const [batch] = await owner.statement<{ removed: number }>("", "select delete_tenant_batch($1, $2) as removed", [
      tenant.id,
      BATCH,
    ]);
    if (batch?.removed === 0) break;
  }
  await owner.statement("", "select delete_tenant($1)", [tenant.id]);
  expect(await filled(tenant.id)).toEqual([]);
  expect(await filled(other.id)).toEqual(before);
  await owner.close();
});
