import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import {
  asDesk,
  customer,
  level,
  locationId,
  owner,
  productId,
  shop,
  tenant,
  variantId,
  withStockedShop,
} from "./stocked-shop.ts";
import { untilAnswered } from "./until-answered.ts";

const ADDRESS = { name: "Cara", line1: "Main Street 1", postalCode: "10115", city: "Berlin", country: "DE" };

withStockedShop({ units: 5, title: "Skarn 2" });

const euros = (amount: number) => ({ amount, currency: "EUR" });

/** As a quarter of an hour does, which is also when the tokens of these tests would end. */
async function endQuotes(): Promise<void> {
  const past = "now() - interval '1 minute' where tenant_id = $1";
  await owner.statement("", `update commerce.carts set quote_expires_at = ${past}`, [tenant.id]);
  await owner.statement("", `update commerce.holds set expires_at = ${past}`, [tenant.id]);
}

/** Nothing is promised, no number is used and nothing is paid that does not belong to an order. */
async function orphans(): Promise<unknown[]> {
  return owner.statement(
    "",
    `select 'level' as what from commerce.stock_levels l where tenant_id = $1 and allocated <> (
       select coalesce(sum(l2.quantity - l2.canceled - l2.shipped), 0) from commerce.order_lines l2
       where l2.tenant_id = l.tenant_id and l2.variant_id = l.variant_id)
     union all
     select 'number' from (select max(number) - 1000 as last, count(*) as orders from commerce.orders where tenant_id = $1) o
     where coalesce(last, 0) <> orders
     union all
     select 'payment' from commerce.orders o where o.tenant_id = $1 and o.total <> (
       select coalesce(sum(amount), 0) from commerce.ledger_entries e
       where e.tenant_id = $1 and e.order_id = o.id and e.kind = 'authorized')`,
    [tenant.id],
  );
}

describe("completing a cart", () => {
  test("makes an order that has copied what it needs: nothing of the catalogue changes it", async () => {
    const cart = await shop.quoted(customer, { [variantId]: 2 });
    const { token } = customer;
    await shop.send("PUT", `${cart.path}/address`, { token, body: ADDRESS });
    const { body: quote } = await shop.send("POST", `${cart.path}/quote`, { token });
    const placed = await shop.complete(customer, { ...cart, confirmToken: quote.confirmToken });
    expect(placed.status).toBe(201);
    expect(placed.body).toMatchObject({
      ...{
        number: 1_001,
        status: "placed",
        paymentStatus: "authorized",
        fulfilmentStatus: "none",
        total: euros(20_000),
      },
      ...{ customer: { id: customer.id, name: "Cara" }, paid: euros(0), allowedActions: [], version: 1 },
      lines: [{ sku: expect.any(String), name: "Skarn 2", quantity: 2, canceled: 0, shipped: 0, total: euros(20_000) }],
      addresses: { shipping: { ...ADDRESS, line2: null, region: null } },
    });
    expect(await level()).toMatchObject({ onHand: 5, allocated: 2, held: 0, available: 3 });
    await asDesk("PATCH", `/api/v1/products/${productId}`, { ifVersion: 3, title: "Skarn 3" });
    await asDesk("PATCH", `/api/v1/variants/${variantId}`, { ifVersion: 1, price: 1, sku: "OTHER" });
    await asDesk("POST", `/api/v1/products/${productId}/archive`);
    expect((await shop.send("GET", `/api/v1/orders/${placed.body.id}`, { token })).body).toEqual(placed.body);
    expect(await orphans()).toEqual([]);
  });

  test("P10, P11, P48: 50 at once, of two tabs and double clicks, make one order that all of them get", async () => {
    const cart = await shop.quoted(customer, { [variantId]: 1 });
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => untilAnswered(() => shop.complete(customer, cart))),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([...Array.from({ length: 49 }, () => 200), 201]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(await level()).toMatchObject({ allocated: 1, held: 0 });
    expect((await asDesk("GET", "/api/v1/orders")).body.items).toHaveLength(1);
    expect(await orphans()).toEqual([]);
  }, 60_000);

  test("P3, P15, P60: 20 buyers of the last 3 units: 3 orders, 3 numbers, and the others are told that nothing is left", async () => {
    await asDesk("POST", "/api/v1/stock/count", { variantId, locationId, counted: 20 });
    const carts = [];
    for (let buyer = 0; buyer < 20; buyer += 1) {
      const who = await shop.chat.customer(tenant);
      carts.push({ who, cart: await shop.quoted(who, { [variantId]: 1 }) });
    }
    expect(await level()).toMatchObject({ held: 20, available: 0 });
    await asDesk("POST", "/api/v1/stock/count", { variantId, locationId, counted: 3 });
    await endQuotes();
    const answers = await Promise.all(carts.map(({ who, cart }) => untilAnswered(() => shop.complete(who, cart))));
    const sold = answers.filter(({ status }) => status === 201);
    expect(sold.map(({ body }) => body.number).toSorted()).toEqual([1_001, 1_002, 1_003]);
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused.map(({ status, body }) => [status, body.code, body.errors])).toEqual(
      Array.from({ length: 17 }, () => [
        409,
        "out_of_stock",
        [{ path: `lines.${variantId}.quantity`, message: "1 are wanted, 0 available" }],
      ]),
    );
    expect(await level()).toMatchObject({ onHand: 3, allocated: 3, held: 0, available: 0 });
    expect(await orphans()).toEqual([]);
  }, 60_000);

  test("P60: orders of one shop at the same time have numbers without holes", async () => {
    await shop.receive(tenant, { variantId, locationId, quantity: 20 });
    const carts = [];
    for (let at = 0; at < 12; at += 1) carts.push(await shop.quoted(customer, { [variantId]: 1 }));
    const answers = await Promise.all(carts.map((cart) => untilAnswered(() => shop.complete(customer, cart))));
    const numbers = answers.map(({ body }) => body.number as number);
    expect(numbers.toSorted((left, right) => left - right)).toEqual(Array.from({ length: 12 }, (_, at) => 1_001 + at));
  }, 60_000);

  test("holds to the quoted price until the quote ends, and then says what is different", async () => {
    const [kept, late] = [
      await shop.quoted(customer, { [variantId]: 1 }),
      await shop.quoted(customer, { [variantId]: 2 }),
    ];
    await asDesk("PATCH", `/api/v1/variants/${variantId}`, { ifVersion: 1, price: 12_500 });
    expect((await shop.complete(customer, kept)).body.total).toEqual(euros(10_000));
    await endQuotes();
    const changed = await shop.complete(customer, late);
    expect(changed).toMatchObject({ status: 409, body: { code: "cart_changed" } });
    expect(changed.body.errors).toEqual([
      { path: `lines.${variantId}.unit`, message: "was 100.00 EUR, is 125.00 EUR" },
      { path: "total", message: "was 200.00 EUR, is 250.00 EUR" },
    ]);
    expect(await orphans()).toEqual([]);
  });

  test("after the end of a quote that would be the same makes the order, when there are units", async () => {
    const cart = await shop.quoted(customer, { [variantId]: 1 });
    await endQuotes();
    const placed = await shop.complete(customer, cart);
    expect(placed.status).toBe(201);
  });

  test("P5: units that somebody else got meanwhile are refused before anything is paid", async () => {
    const slow = await shop.quoted(customer, { [variantId]: 4 });
    await endQuotes();
    const quick = await shop.quoted(await shop.chat.customer(tenant), { [variantId]: 3 });
    expect(quick.confirmToken).toEqual(expect.any(String));
    const refused = await shop.complete(customer, slow);
    expect(refused.body).toMatchObject({ code: "out_of_stock", errors: [{ message: "4 are wanted, 2 available" }] });
    expect(await orphans()).toEqual([]);
  });

  test("of a cart that was changed, quoted again, or whose product is archived, is refused with why", async () => {
    const { token } = customer;
    const changed = await shop.quoted(customer, { [variantId]: 1 });
    await shop.send("PUT", `${changed.path}/lines/${variantId}`, { token, body: { quantity: 2 } });
    expect((await shop.complete(customer, changed)).body).toMatchObject({
      code: "cart_changed",
      errors: [{ path: "confirmToken" }],
    });
    const again = await shop.quoted(customer, { [variantId]: 1 });
    await shop.send("POST", `${again.path}/quote`, { token });
    expect((await shop.complete(customer, again)).body.code).toBe("cart_changed");
    const gone = await shop.quoted(customer, { [variantId]: 1 });
    await asDesk("POST", `/api/v1/products/${productId}/archive`);
    expect((await shop.complete(customer, gone)).body).toMatchObject({
      code: "cart_changed",
      errors: [{ path: `lines.${variantId}`, message: "Skarn 2 is no longer sold" }],
    });
    expect(await orphans()).toEqual([]);
  });

  test("needs an Idempotency-Key; the same key answers the same, with another token it is a mistake", async () => {
    const cart = await shop.quoted(customer, { [variantId]: 1 });
    const body = { confirmToken: cart.confirmToken, payment: { method: "manual" } };
    const without = await shop.send("POST", `${cart.path}/complete`, { token: customer.token, body });
    expect(without.body).toMatchObject({ code: "invalid", errors: [{ path: "Idempotency-Key" }] });
    const key = randomUUID();
    const [first, again] = [await shop.complete(customer, cart, key), await shop.complete(customer, cart, key)];
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    const other = await shop.complete(customer, { ...cart, confirmToken: randomUUID() }, key);
    expect(other.body.code).toBe("idempotency_mismatch");
  });

  test("P1, P6: two lines that share nothing take from two locations, and each line knows its units", async () => {
    const second = (await shop.product(tenant, { title: "Stove", price: 500 })).variantId;
    const far = await shop.location(tenant, 1);
    await shop.receive(tenant, { variantId: second, locationId: far, quantity: 3 });
    const placed = await shop.complete(customer, await shop.quoted(customer, { [variantId]: 2, [second]: 3 }));
    expect(placed.body.total).toEqual(euros(21_500));
    const { body } = await asDesk("GET", `/api/v1/stock?variantId=${second}`);
    expect(body.items).toMatchObject([{ locationId: far, allocated: 3 }]);
  });

  test("a company's own system orders for a customer, and is named as such", async () => {
    const token = await shop.apiKey(tenant, ["orders:read", "orders:write"]);
    const cart = await shop.send("POST", "/api/v1/carts", { token, body: { customerId: customer.id } });
    const path = `/api/v1/carts/${cart.body.id}`;
    await shop.send("PUT", `${path}/lines/${variantId}`, { token, body: { quantity: 1 } });
    const { body: quote } = await shop.send("POST", `${path}/quote`, { token });
    const placed = await shop.complete({ token }, { path, confirmToken: quote.confirmToken });
    expect(placed.body).toMatchObject({
      customer: { id: customer.id },
      allowedActions: ["note", "tag", "hold", "cancel"],
    });
    const { body } = await asDesk("GET", `/api/v1/orders/${placed.body.id}/timeline`);
    expect(body.items[0]).toMatchObject({ kind: "order.placed", actor: { type: "api_key" } });
    const log = await shop.chat.request("GET", "/api/v1/audit-log?limit=10", { token: tenant.owner.token });
    const entry = log.body.items.find(({ action }: { action: string }) => action === "order.place");
    expect(entry).toMatchObject({ actor: { type: "api_key" }, target: { id: placed.body.id } });
    const reader = await shop.apiKey(tenant, ["orders:read"]);
    const cancel = { token: reader, body: { reason: "mistake" } };
    const refused = await shop.send("POST", `/api/v1/orders/${placed.body.id}/cancel`, cancel);
    expect(refused.body).toMatchObject({ code: "forbidden", detail: "The API key's scopes do not allow this." });
  });

  test("an ordered cart takes nothing more", async () => {
    const cart = await shop.quoted(customer, { [variantId]: 1 });
    await shop.complete(customer, cart);
    const put = await shop.send("PUT", `${cart.path}/lines/${variantId}`, {
      token: customer.token,
      body: { quantity: 9 },
    });
    expect(put.body.code).toBe("conflict");
    expect((await shop.send("GET", cart.path, { token: customer.token })).body).toMatchObject({ status: "completed" });
  });
});

describe("the desk and an order", () => {
  let path: string;
  let order: { id: string; number: number };

  beforeEach(async () => {
    order = (await shop.complete(customer, await shop.quoted(customer, { [variantId]: 2 }))).body;
    path = `/api/v1/orders/${order.id}`;
  });

  test("finds it by number, customer and status, the newest first", async () => {
    const other = await shop.complete(customer, await shop.quoted(customer, { [variantId]: 1 }));
    const numbers = async (query: string) =>
      (await asDesk("GET", `/api/v1/orders?${query}`)).body.items.map((one: { number: number }) => one.number);
    expect(await numbers("")).toEqual([other.body.number, order.number]);
    expect(await numbers(`q=%23${order.number}`)).toEqual([order.number]);
    expect(await numbers("q=car")).toHaveLength(2);
    expect(await numbers("q=%25")).toEqual([]);
    expect(await numbers(`customerId=${randomUUID()}`)).toEqual([]);
    expect(await numbers("status=canceled")).toEqual([]);
    const { body } = await asDesk("GET", "/api/v1/orders?limit=1");
    expect(await numbers(`limit=1&cursor=${body.nextCursor}`)).toEqual([order.number]);
    expect((await asDesk("GET", `/api/v1/orders/${order.number}`)).body.id).toBe(order.id);
  });

  test("P45, P46: cancels it: the units are as before, the payment is voided, and why stands in the timeline", async () => {
    const canceled = await asDesk("POST", `${path}/cancel`, { reason: "ordered by mistake" });
    expect(canceled.body).toMatchObject({
      ...{ status: "canceled", paymentStatus: "voided", fulfilmentStatus: "none", canceledAt: expect.any(String) },
      ...{ lines: [{ quantity: 2, canceled: 2 }], allowedActions: ["note", "tag"], total: euros(20_000) },
    });
    expect(await level()).toMatchObject({ onHand: 5, allocated: 0, available: 5 });
    const { body } = await asDesk("GET", `${path}/timeline`);
    expect(body.items).toMatchObject([
      { number: 1, kind: "order.placed", actor: { type: "customer", id: customer.id } },
      { number: 2, kind: "payment.authorized" },
      { number: 3, kind: "order.canceled", reason: "ordered by mistake", actor: { type: "user", id: tenant.owner.id } },
      { number: 4, kind: "payment.voided" },
    ]);
  });

  test("P47, P48: canceled ten times at once, units and money come back once", async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => untilAnswered(() => asDesk("POST", `${path}/cancel`, { reason: "mistake" }))),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ body }) => body.version))).toEqual(new Set([2]));
    expect(await level()).toMatchObject({ onHand: 5, allocated: 0 });
    const voided = await owner.statement(
      "",
      "select amount from commerce.ledger_entries where tenant_id = $1 and order_id = $2 and kind = 'voided'",
      [tenant.id, order.id],
    );
    expect(voided).toEqual([{ amount: 20_000 }]);
    expect(await orphans()).toEqual([]);
  });

  test("P47: cancels nothing of which something was shipped, and says what is possible", async () => {
    await owner.statement("", "update commerce.order_lines set shipped = 1 where tenant_id = $1 and order_id = $2", [
      tenant.id,
      order.id,
    ]);
    const refused = await asDesk("POST", `${path}/cancel`, { reason: "too late" });
    expect(refused.body).toMatchObject({ code: "conflict", detail: expect.stringMatching(/shipped.*note, tag, hold/) });
    expect(await level()).toMatchObject({ allocated: 2 });
  });

  test("is found by the beginnings of its customer's names, however they are written", async () => {
    const named = await shop.chat.customer(tenant, "José Müller-Þórsson");
    const placed = await shop.complete(named, await shop.quoted(named, { [variantId]: 1 }));
    const found = async (q: string, token = tenant.owner.token) => {
      const { body } = await shop.send("GET", `/api/v1/orders?q=${encodeURIComponent(q)}`, { token });
      return body.items.map((one: { id: string }) => one.id);
    };
    const words = ["jose", "JOSÉ", "Jose\u0301", "Muller", "müller jos", `#${placed.body.number}`];
    for (const word of words) expect(await found(word), word).toEqual([placed.body.id]);
    for (const word of ["ose", "%", "jose nobody"]) expect(await found(word), word).toEqual([]);
    expect(await found("car")).toEqual([order.id]);
    expect(await found("jose", named.token)).toEqual([placed.body.id]);
    expect(await found("jose", customer.token)).toEqual([]);
  });

  test("is not found by what is not its customer's name: an address or a number is asked for elsewhere", async () => {
    const email = "pin-7431@orders.test";
    await shop.chat.request("PATCH", `/api/v1/customers/${customer.id}`, {
      ...{ token: tenant.owner.token, body: { email, phone: "+4917012345678" } },
    });
    for (const word of ["pin", email, "+49170", "017012345678"])
      expect((await asDesk("GET", `/api/v1/orders?q=${encodeURIComponent(word)}`)).body.items, word).toEqual([]);
  });

  test("holds and releases it, each once, and does what it was offered", async () => {
    expect((await asDesk("GET", path)).body.allowedActions).toEqual(["note", "tag", "hold", "cancel"]);
    const held = await asDesk("POST", `${path}/hold`, { reason: "the address is odd" });
    expect(held.body).toMatchObject({
      fulfilmentStatus: "on_hold",
      allowedActions: ["note", "tag", "release", "cancel"],
    });
    expect((await asDesk("POST", `${path}/hold`, { reason: "again" })).body.code).toBe("conflict");
    expect((await asDesk("POST", `${path}/release`)).body).toMatchObject({ fulfilmentStatus: "none", version: 3 });
    expect((await asDesk("POST", `${path}/release`)).body.code).toBe("conflict");
  });

  test("notes and labels it, also when it is canceled; customers see neither", async () => {
    await asDesk("POST", `${path}/cancel`, { reason: "mistake" });
    const note = await asDesk("POST", `${path}/notes`, { body: "Called twice" });
    expect(note.status).toBe(201);
    expect((await asDesk("GET", `${path}/notes`)).body.items).toEqual([note.body]);
    const tagged = await asDesk("PUT", `${path}/tags`, { tags: ["gift", "gift", "vip"] });
    expect(tagged.body.tags).toEqual(["gift", "vip"]);
    const { body } = await asDesk("GET", `${path}/timeline`);
    expect(body.items.at(-1)).toMatchObject({ kind: "order.tagged", field: "tags", old: [], new: ["gift", "vip"] });
    const seen = await shop.send("GET", path, { token: customer.token });
    expect(seen.text).not.toMatch(/gift|Called/);
    for (const hidden of ["timeline", "notes"])
      expect((await shop.send("GET", `${path}/${hidden}`, { token: customer.token })).status).toBe(403);
  });

  test("leaves the books of an erased customer, without the person, and writes nothing more about them", async () => {
    await asDesk("POST", `${path}/notes`, { body: "Lives next to the bakery" });
    const { status } = await shop.chat.request("POST", `/api/v1/customers/${customer.id}/erase`, {
      token: tenant.owner.token,
    });
    expect(status).toBe(200);
    const kept = "select from idempotency_keys where tenant_id = $1 and answer::text like '%Cara%'";
    expect(await owner.statement("", kept, [tenant.id])).toEqual([]);
    expect((await asDesk("GET", path)).body).toMatchObject({
      total: euros(20_000),
      addresses: { shipping: null },
      tags: [],
    });
    expect((await asDesk("GET", `${path}/notes`)).body.items).toEqual([]);
    expect((await asDesk("POST", `${path}/notes`, { body: "Cara again" })).body.code).toBe("conflict");
    expect((await asDesk("PUT", `${path}/tags`, { tags: ["Cara"] })).body.code).toBe("conflict");
    expect((await asDesk("POST", `${path}/cancel`, { reason: "erased" })).status).toBe(200);
  });
});
