import { ORDER_ACTIONS, type OrderAction } from "@chorus/contracts/entities/order";
import { describe, expect, test } from "vitest";
import {
  asDesk,
  customer,
  level,
  locationId,
  owner,
  shop,
  tenant,
  variantId,
  withStockedShop,
} from "./stocked-shop.ts";

withStockedShop({ units: 5 });

const order = async () => (await shop.complete(customer, await shop.quoted(customer, { [variantId]: 1 }))).body;

test("a key that may change orders and not read them does so, and is refused what it cannot", async () => {
  const token = await shop.apiKey(tenant, ["orders:write"]);
  const { number } = await order();
  const path = `/api/v1/orders/${number}`;
  const held = await shop.send("POST", `${path}/hold`, { token, body: { reason: "asked by the warehouse" } });
  expect(held).toMatchObject({ status: 200, body: { number, fulfilmentStatus: "on_hold" } });
  const noted = await shop.send("POST", `${path}/notes`, { token, body: { body: "Waits for a pallet" } });
  expect(noted.status).toBe(201);
  expect((await shop.send("GET", path, { token })).body.code).toBe("forbidden");
  expect((await shop.send("POST", "/api/v1/orders/9999/release", { token })).body.code).toBe("not_found");
});

describe("of an erased customer nothing more is written down", () => {
  const WORD = "canary-after-erasure";
  /** Refunds are a path of their own (refunds.int.test.ts). */
  type Action = Exclude<OrderAction, "refund">;
  const asked: Record<Action, { method: string; body?: object; before?: Action }> = {
    note: { method: "POST", body: { body: WORD } },
    tag: { method: "PUT", body: { tags: [WORD] } },
    hold: { method: "POST", body: { reason: WORD } },
    release: { method: "POST", before: "hold" },
    cancel: { method: "POST", body: { reason: WORD } },
  };
  const PATHS: Partial<Record<Action, string>> = { note: "notes", tag: "tags" };
  const act = (id: string, action: Action) =>
    asDesk(asked[action].method, `/api/v1/orders/${id}/${PATHS[action] ?? action}`, asked[action].body);

  test.each(ORDER_ACTIONS.filter((action) => action !== "refund"))("%s", async (action) => {
    const { id } = await order();
    const { before } = asked[action];
    const erase = `/api/v1/customers/${customer.id}/erase`;
    expect((await shop.chat.request("POST", erase, { token: tenant.owner.token })).status).toBe(200);
    if (before) await act(id, before);
    const { allowedActions } = (await asDesk("GET", `/api/v1/orders/${id}`)).body;
    const answer = await act(id, action);
    const isRefused = ["note", "tag"].includes(action);
    expect(allowedActions.includes(action)).toBe(!isRefused);
    expect(answer.status).toBe(isRefused ? 409 : 200);
    expect(answer.text.includes("The customer was erased")).toBe(isRefused);
    expect(await shop.chat.rowsWith(WORD)).toEqual([]);
    const { body: timeline } = await asDesk("GET", `/api/v1/orders/${id}/timeline`);
    for (const event of timeline.items) expect(event).toMatchObject({ reason: null, old: null, new: null });
  });
});

test("an order says its options in the order of its product's", async () => {
  const names = ["Width", "Size", "A", "10"];
  const options = names.map((name) => ({ name, values: ["1", "2"] }));
  const product = await shop.product(tenant, { options });
  await shop.receive(tenant, { variantId: product.variantId, locationId, quantity: 1 });
  const cart = await shop.quoted(customer, { [product.variantId]: 1 });
  const placed = await shop.complete(customer, cart);
  const chosen = names.map((name) => ({ name, value: "1" }));
  expect(cart.quote.lines[0].options).toEqual(chosen);
  expect(placed.body.lines[0].options).toEqual(chosen);
  expect((await asDesk("GET", `/api/v1/orders/${placed.body.id}`)).body.lines[0].options).toEqual(chosen);
});

test("units are counted of what is counted when it is ordered, whatever it was when it was quoted", async () => {
  const isTracked = (ifVersion: number, value: boolean) =>
    asDesk("PATCH", `/api/v1/variants/${variantId}`, { ifVersion, isTracked: value });
  const counted = await shop.quoted(customer, { [variantId]: 2 });
  await isTracked(1, false);
  const uncounted = await shop.quoted(customer, { [variantId]: 9 });
  expect((await shop.complete(customer, counted)).status).toBe(201);
  expect(await level()).toMatchObject({ allocated: 0, held: 0 });
  await isTracked(2, true);
  expect((await shop.complete(customer, uncounted)).body).toMatchObject({
    code: "out_of_stock",
    errors: [{ message: "9 are wanted, 5 available" }],
  });
  await isTracked(3, false);
  const few = await shop.quoted(customer, { [variantId]: 3 });
  await isTracked(4, true);
  expect((await shop.complete(customer, few)).status).toBe(201);
  expect(await level()).toMatchObject({ allocated: 3 });
});

test("an order is whole from its first moment: it is written once", async () => {
  await shop.chat.asOwner(
    "create function refuse() returns trigger language plpgsql as $$ begin raise exception 'written again'; end $$; " +
      "create trigger refuse before update on commerce.orders for each row execute function refuse()",
  );
  const placed = await order();
  await shop.chat.asOwner("drop trigger refuse on commerce.orders; drop function refuse()");
  expect(placed).toMatchObject({ status: "placed", paymentStatus: "authorized", version: 1 });
  const rows = await owner.statement("", "select last_event from commerce.orders where id = $1", [placed.id]);
  expect(rows).toEqual([{ last_event: 2 }]);
});

test("its timeline is read a page at a time, and each entry once", async () => {
  const { id } = await order();
  for (const tag of ["a", "b", "c"]) await asDesk("PUT", `/api/v1/orders/${id}/tags`, { tags: [tag] });
  const pages: number[][] = [];
  let cursor = "";
  do {
    const { body } = await asDesk("GET", `/api/v1/orders/${id}/timeline?limit=2${cursor}`);
    pages.push(body.items.map(({ number }: { number: number }) => number));
    cursor = body.nextCursor === null ? "" : `&cursor=${body.nextCursor}`;
  } while (cursor !== "");
  expect(pages).toEqual([[1, 2], [3, 4], [5]]);
  const strange = await asDesk("GET", `/api/v1/orders/${id}/timeline?cursor=strange`);
  expect(strange.body).toMatchObject({ code: "invalid", errors: [{ path: "cursor" }] });
});
