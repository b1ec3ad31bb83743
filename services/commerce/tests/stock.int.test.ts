import { randomUUID } from "node:crypto";
import type { Database } from "@chorus/database/database";
import { openAsOwner } from "@chorus/testing/owner-connection";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Tenant } from "../../chat-service/tests/harness.ts";
import { holdStock } from "../src/inventory/reserve-stock.ts";
import { whileLocked } from "../../chat-service/tests/while-locked.ts";
import { startShop, type ShopWorld } from "./harness.ts";

const HOLD_MS = 15 * 60_000;

let shop: ShopWorld;
let owner: Database;
let tenant: Tenant;
let variantId: string;
let locationId: string;

beforeAll(async () => {
  shop = await startShop();
  owner = openAsOwner(shop.chat.adminUrl);
  tenant = await shop.chat.tenant();
});
afterAll(async () => {
  await owner.close();
  await shop[Symbol.asyncDispose]();
});
beforeEach(async () => {
  ({ variantId } = await shop.product(tenant));
  locationId = await shop.location(tenant);
});

const post = (path: string, body: object) => shop.send("POST", path, { token: tenant.owner.token, body });
const get = (path: string) => shop.send("GET", path, { token: tenant.owner.token });
const level = async () => (await get(`/api/v1/stock?variantId=${variantId}&locationId=${locationId}`)).body.items[0];
const receive = (quantity: number) => shop.receive(tenant, { variantId, locationId, quantity });

/** Carts of one customer that wait for their quote. */
async function openCarts(count: number): Promise<string[]> {
  const customer = await shop.chat.customer(tenant);
  const ids = Array.from({ length: count }, () => randomUUID());
  await shop.context.database.withTenant(tenant.id, (tx) =>
    tx
      .insertInto("commerce.carts")
      .values(
        ids.map((id) => ({
          ...{ tenant_id: tenant.id, id, customer_id: customer.id, currency: "EUR" },
          ...{ shipping_address: null, quote: null, quote_token: null, quote_expires_at: null, holding_since: null },
        })),
      )
      .execute(),
  );
  return ids;
}

function hold(cartId: string, quantity: number): Promise<unknown> {
  const nowMs = shop.context.clock.now();
  const demands = [{ key: variantId, variantId, quantity }];
  return shop.context.database.withTenant(tenant.id, (tx) =>
    holdStock(tx, { tenantId: tenant.id, cartId, demands, at: new Date(nowMs), expiresAt: new Date(nowMs + HOLD_MS) }),
  );
}

describe("levels", () => {
  test("are received, adjusted, counted and transferred, and each change is a movement with its reason", async () => {
    const other = await shop.location(tenant);
    await receive(10);
    const place = { variantId, locationId };
    expect((await post("/api/v1/stock/adjust", { ...place, quantity: -2, reason: "torn" })).body.onHand).toBe(8);
    expect((await post("/api/v1/stock/count", { ...place, counted: 9 })).body.onHand).toBe(9);
    const move = { variantId, fromLocationId: locationId, toLocationId: other, quantity: 4 };
    expect((await post("/api/v1/stock/transfer", move)).body).toMatchObject({ from: { onHand: 5 }, to: { onHand: 4 } });
    const { body } = await get(`/api/v1/stock/movements?variantId=${variantId}`);
    expect(body.items.map((one: { kind: string; quantity: number }) => [one.kind, one.quantity])).toEqual(
      expect.arrayContaining([
        ["received", 10],
        ["adjusted", -2],
        ["counted", 1],
        ["transferred", -4],
        ["transferred", 4],
      ]),
    );
    expect(body.items.at(-1)).toMatchObject({ reason: "delivery", actor: { type: "user", id: tenant.owner.id } });
  });

  test("never fall below nothing, and what is refused changes nothing", async () => {
    await receive(3);
    const refused = await post("/api/v1/stock/adjust", { variantId, locationId, quantity: -4, reason: "gone" });
    expect(refused).toMatchObject({ status: 409, body: { code: "out_of_stock" } });
    const there = { variantId, fromLocationId: locationId, toLocationId: await shop.location(tenant), quantity: 4 };
    expect((await post("/api/v1/stock/transfer", there)).body.code).toBe("out_of_stock");
    expect(await level()).toMatchObject({ onHand: 3, available: 3 });
  });

  test("the same key moves once", async () => {
    const body = { variantId, locationId, quantity: 5, reason: "delivery" };
    const headers = { "idempotency-key": randomUUID() };
    const send = () => shop.send("POST", "/api/v1/stock/adjust", { token: tenant.owner.token, body, headers });
    const [first, again] = [await send(), await send()];
    expect(again.body).toEqual(first.body);
    expect((await level()).onHand).toBe(5);
  });

  test("two counts at once of what has never been there say what was counted, not the sum of it", async () => {
    const count = () => post("/api/v1/stock/count", { variantId, locationId, counted: 50, reason: "opening" });
    // Whoever has seen that there is no level waits here: both, or one, and the other behind it.
    const lock = "lock table commerce.stock_movements in share mode";
    const asked = await whileLocked(shop.chat, lock, async (untilWaiting) => {
      const counts = [count(), count()];
      await untilWaiting(2);
      return counts;
    });
    for (const { status } of asked) expect(status).toBe(200);
    expect((await level()).onHand).toBe(50);
    const unknown = { variantId: randomUUID(), locationId, counted: 1, reason: "opening" };
    expect((await post("/api/v1/stock/count", unknown)).status).toBe(404);
    expect((await post("/api/v1/stock/count", { ...unknown, variantId, locationId: randomUUID() })).status).toBe(404);
  });

  test("P8: a hundred changes at once are all counted", async () => {
    await receive(100);
    await Promise.all(
      Array.from({ length: 100 }, (_, at) =>
        untilDone({ variantId, locationId, quantity: at % 2 === 0 ? 3 : -1, reason: "chaos" }),
      ),
    );
    expect((await level()).onHand).toBe(100 + 50 * 3 - 50);
  });

  test("P49: are the sums of their movements, also after refusals and counts at the same time", async () => {
    const places = [locationId, await shop.location(tenant), await shop.location(tenant)];
    await Promise.all(
      Array.from({ length: 60 }, (_, at) => {
        const [from, to] = [places[at % 3]!, places[(at + 1) % 3]!];
        if (at % 4 === 0) return post("/api/v1/stock/count", { variantId, locationId: from, counted: at });
        if (at % 4 === 1)
          return post("/api/v1/stock/adjust", { variantId, locationId: from, quantity: -7, reason: "x" });
        return post("/api/v1/stock/transfer", { variantId, fromLocationId: from, toLocationId: to, quantity: 5 });
      }),
    );
    const wrong = await owner.statement(
      "",
      `select from commerce.stock_levels l
       join (select tenant_id, variant_id, location_id, sum(on_hand_change) as on_hand, sum(allocated_change) as allocated
         from commerce.stock_movements group by 1, 2, 3) m using (tenant_id, variant_id, location_id)
       where (l.on_hand, l.allocated) <> (m.on_hand, m.allocated)`,
      [],
    );
    expect(wrong).toEqual([]);
  });

  test("P2: cannot be changed past their movements, nor promised beyond what is there, whoever forgets a lock", async () => {
    await receive(1);
    const past = shop.context.database.withTenant(tenant.id, (tx) =>
      tx.updateTable("commerce.stock_levels").set({ on_hand: 99 }).where("variant_id", "=", variantId).execute(),
    );
    await expect(past).rejects.toThrow(/movements alone/);
    expect((await level()).onHand).toBe(1);
  });
});

describe("locations", () => {
  test("are renamed and ranked; a code is one location's", async () => {
    const { token } = tenant.owner;
    const [first, second] = [await shop.location(tenant, 500), await shop.location(tenant, 600)];
    const path = (id: string) => `/api/v1/stock/locations/${id}`;
    const patch = (id: string, body: object) => shop.send("PATCH", path(id), { token, body });
    const changed = await patch(second, { name: "Cellar", code: `C ${second.slice(0, 8)}`, rank: 400 });
    expect(changed).toMatchObject({ status: 200, body: { id: second, name: "Cellar", rank: 400 } });
    const { items } = (await get("/api/v1/stock/locations")).body;
    const ids = items.map(({ id }: { id: string }) => id);
    expect(ids.indexOf(second)).toBeLessThan(ids.indexOf(first));
    const taken = await patch(first, { code: changed.body.code });
    expect(taken).toMatchObject({ status: 409, body: { code: "already_exists", errors: [{ path: "code" }] } });
    expect((await patch(first, {})).body).toMatchObject({ id: first, rank: 500 });
    expect((await patch(randomUUID(), { rank: 1 })).status).toBe(404);
  });

  test("a shop has at most a hundred of them, however many are made at once", async () => {
    const other = await shop.chat.tenant();
    const { token } = other.owner;
    const add = (at: number) =>
      shop.send("POST", "/api/v1/stock/locations", { token, body: { name: "Shelf", code: `S${at}` } });
    await shop.context.database.withTenant(other.id, (tx) =>
      tx
        .insertInto("commerce.locations")
        .values(
          Array.from({ length: 98 }, (_, at) => ({
            ...{ tenant_id: other.id, id: randomUUID(), name: "Shelf", code: `old ${at}`, rank: 0 },
          })),
        )
        .execute(),
    );
    const answers = await Promise.all([1, 2, 3, 4].map((at) => untilKnown(() => add(at))));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      code: "conflict",
      detail: "A shop has at most 100 locations.",
    });
    expect((await shop.send("GET", "/api/v1/stock/locations", { token })).body.items).toHaveLength(100);
  });
});

describe("holds", () => {
  test("P3, P4: 500 buyers of the last unit: exactly one holds it", async () => {
    await receive(1);
    const carts = await openCarts(500);
    const outcomes = await Promise.allSettled(carts.map((cartId) => untilAnswered(() => hold(cartId, 1))));
    const lost = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(outcomes.length - lost.length).toBe(1);
    expect(new Set(lost.map(({ reason }) => reason.code))).toEqual(new Set(["out_of_stock"]));
    expect(await level()).toMatchObject({ onHand: 1, held: 1, available: 0 });
  }, 60_000);

  test("keep units from others until they end, and a cart from nobody but itself", async () => {
    await receive(3);
    const [mine = "", theirs = ""] = await openCarts(2);
    await hold(mine, 2);
    await expect(hold(theirs, 2)).rejects.toMatchObject({
      code: "out_of_stock",
      errors: [{ path: `lines.${variantId}.quantity`, message: "2 are wanted, 1 available" }],
    });
    await hold(mine, 3);
    expect(await level()).toMatchObject({ held: 3, available: 0 });
    shop.pass(HOLD_MS + 1);
    await hold(theirs, 3);
    shop.rewind();
    expect(await level()).toMatchObject({ held: 3 });
  });

  test("P1, P58: are spread over locations when no single one has enough", async () => {
    const other = await shop.location(tenant, 1);
    await receive(2);
    await shop.receive(tenant, { variantId, locationId: other, quantity: 2 });
    const [cart = ""] = await openCarts(1);
    await hold(cart, 3);
    expect((await get(`/api/v1/stock?variantId=${variantId}`)).body.items).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ held: 2 }), expect.objectContaining({ held: 1 })]),
    );
  });
});

/** With one key, as a client does that is told to come again. */
async function untilDone(body: object): Promise<void> {
  const { token } = tenant.owner;
  const headers = { "idempotency-key": randomUUID() };
  for (;;) {
    const { status } = await shop.send("POST", "/api/v1/stock/adjust", { token, body, headers });
    if (status === 200) return;
    if (status !== 503) throw new Error(`answered ${status}`);
  }
}

/** As a client does that is told to come again. */
async function untilAnswered<Result>(work: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if ((error as { code?: string }).code !== "unavailable") throw error;
    }
  }
}

/** The same over HTTP. */
async function untilKnown<Answer extends { status: number }>(ask: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    const answer = await ask();
    if (answer.status !== 503) return answer;
  }
}
