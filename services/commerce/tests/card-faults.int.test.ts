import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import path from "node:path";
import { bundleService } from "@chorus/cluster/bundle-services";
import { startServiceProcess } from "@chorus/cluster/service-process";
import type { Database } from "@chorus/database/database";
import { stateFolder } from "@chorus/servers/paths";
import { openAsOwner } from "@chorus/testing/owner-connection";
import type { RouteAnswer } from "@chorus/testing/route-suite";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { FAILPOINTS } from "../src/failpoints.ts";
import { requireTrueBooks } from "./books.ts";
import { startShop } from "./harness.ts";
import { asDesk, customer, owner, shop, tenant, variantId, withStockedShop } from "./stocked-shop.ts";

withStockedShop({ units: 50 });
afterEach(async () => {
  shop.stripe.control.set({});
  shop.stripe.webhooks.set({ url: `${shop.url}/callbacks/stripe` });
  await requireTrueBooks(owner, shop.stripe, tenant.id);
});

const intentsOfTenant = () =>
  new Set(
    shop.stripe.ledger
      .filter(({ intent }) => shop.stripe.intent(intent).metadata["tenant"] === tenant.id)
      .map(({ intent }) => intent),
  );

/** As 45 seconds do: whoever has died holds nothing any more, neither a task nor a request's key. */
async function letGoOfAll(asOwner: Pick<Database, "statement">): Promise<void> {
  await asOwner.statement("", "update tasks set claimed_until = now() where finished_at is null", []);
  await asOwner.statement("", "update idempotency_keys set created_at = 'epoch' where status is null", []);
}

/** The same request, until there is an order or a refusal. */
function untilSettled(ask: () => Promise<RouteAnswer>) {
  return expect
    .poll(
      async () => {
        const answer = await ask().catch(() => null);
        return answer !== null && [200, 201, 402].includes(answer.status);
      },
      { timeout: 90_000, interval: 100 },
    )
    .toBe(true);
}

describe("the provider", () => {
  test.each([
    ["fails", { failureRate: 1, failureCode: 500 }],
    ["has too much to do", { failureRate: 1, failureCode: 429 }],
    ["is away", { offline: true }],
    ["does it and drops the connection", { vanishes: true }],
  ])(
    "P13, P45: %s: the request is answered, and when it is back there is one order of one payment",
    async (_, how) => {
      const cart = await shop.quoted(customer, { [variantId]: 2 });
      shop.stripe.webhooks.set({});
      shop.stripe.control.set(how);
      const pending = await shop.payByCard(customer, cart);
      expect([pending.status, pending.body.state]).toEqual([202, "running"]);
      shop.stripe.control.set({});
      await untilSettled(() => shop.payByCard(customer, cart));
      const { body } = await asDesk("GET", "/api/v1/orders");
      expect(body.items).toMatchObject([{ id: pending.body.orderId, paymentStatus: "authorized", number: 1_001 }]);
      expect(intentsOfTenant().size).toBe(1);
    },
    120_000,
  );

  test("P19: tells everything five times, late and while it is asked, and each has its effect once", async () => {
    shop.stripe.webhooks.set({ url: `${shop.url}/callbacks/stripe`, duplicates: 4, delayMs: 50 });
    const placed = await shop.payByCard(customer, await shop.quoted(customer, { [variantId]: 1 }));
    const { body } = await asDesk("GET", `/api/v1/orders/${placed.body.id}/payments`);
    const asked = { token: tenant.owner.token, body: {}, headers: { "idempotency-key": randomUUID() } };
    await shop.send("POST", `/api/v1/payments/${body.items[0].id}/capture`, asked);
    await shop.stripe.webhooks.settled();
    const { body: timeline } = await asDesk("GET", `/api/v1/orders/${placed.body.id}/timeline`);
    expect(timeline.items.map(({ kind }: { kind: string }) => kind)).toEqual([
      "order.placed",
      "payment.authorized",
      "payment.captured",
    ]);
  });
});

/** `make test-long` kills it 200 times: `CHORUS_KILLS=200 CHORUS_SEED=7 npx vitest run services/commerce/tests/card-faults`. */
// oxlint-disable-next-line node/no-process-env -- how long a test runs is no service's configuration
const { CHORUS_KILLS, CHORUS_SEED } = process.env;
const RUNS = Number(CHORUS_KILLS ?? 20);
const SEED = Number(CHORUS_SEED ?? 1);

/** In one shop: tokens of its people last a quarter of an hour. */
const RUNS_OF_A_SHOP = 20;
const shops = Array.from({ length: Math.ceil(RUNS / RUNS_OF_A_SHOP) }, (_, at) => SEED * 1_000 + at);

describe(`commerce, killed by kill -9 at any failpoint of an order by card, ${RUNS} times`, () => {
  const folder = path.join(stateFolder, `card-faults-${process.pid}`);
  let main: string;

  beforeAll(async () => {
    main = await bundleService("commerce", folder);
  }, 120_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.each(shops)(
    "P10, P13, P14, P45: nothing is lost or doubled, with the seed %i",
    async (seed) => {
      await using world = await startShop();
      const own = await world.chat.tenant();
      const buyer = await world.chat.customer(own);
      const goods = await world.product(own, { price: 10_000 });
      await world.receive(own, {
        ...{ variantId: goods.variantId, locationId: await world.location(own) },
        quantity: RUNS_OF_A_SHOP,
      });
      const carts = [];
      for (let run = 0; run < RUNS_OF_A_SHOP; run += 1) carts.push(await world.quoted(buyer, { [goods.variantId]: 1 }));
      // The one of this process would take the sagas of the one that dies.
      await world.commerce.drain(1_000);
      const asOwner = openAsOwner(world.chat.adminUrl);
      const { COMMERCE_PORT: _port, ...variables } = world.variables as Record<string, string>;
      let paid = 0;
      for (const [run, cart] of carts.entries()) {
        const dice = diceOf(seed * 1_000 + run);
        const failpoint = FAILPOINTS[run % FAILPOINTS.length]!;
        const isDeclined = dice() < 0.25;
        const card = isDeclined ? "pm_card_chargeDeclined" : "pm_card_visa";
        world.stripe.webhooks.set({});
        const fatal = { ...variables, CHORUS_FAILPOINTS: `${failpoint}=kill@1` };
        const dying = await startServiceProcess({ service: "commerce", main, variables: fatal });
        await world.payByCard(buyer, cart, { card, url: dying.url }).catch(() => null);
        await dying.ended(20_000);
        await letGoOfAll(asOwner);
        const living = await world.another();
        if (dice() < 0.5) world.stripe.webhooks.set({ url: `${living.url}/callbacks/stripe` });
        await untilSettled(() => world.payByCard(buyer, cart, { card, url: living.url }));
        await world.stripe.webhooks.settled();
        await living[Symbol.asyncDispose]();
        paid += isDeclined ? 0 : 1;
      }
      const orders = await asOwner.statement<{ status: string; count: number }>(
        "",
        "select status, count(*)::int as count from commerce.orders where tenant_id = $1 group by 1 order by 1",
        [own.id],
      );
      await requireTrueBooks(asOwner, world.stripe, own.id);
      await asOwner.close();
      expect(orders.find(({ status }) => status === "placed")?.count).toBe(paid);
      expect(orders.find(({ status }) => status === "draft")).toBeUndefined();
      expect(new Set(world.stripe.ledger.map(({ intent }) => intent)).size).toBe(paid);
    },
    RUNS_OF_A_SHOP * 30_000,
  );

  test.each(shops)(
    "P13, P20: of one refund at each of them the money goes back once, with the seed %i",
    async (seed) => {
      await using world = await startShop();
      const own = await world.chat.tenant();
      const { token } = own.owner;
      const buyer = await world.chat.customer(own);
      const goods = await world.product(own, { price: 10_000, isTracked: false });
      const cart = await world.quoted(buyer, { [goods.variantId]: 1 });
      const pay = () => world.payByCard(buyer, cart, { key: "paid" });
      await untilSettled(pay);
      const { body: order } = await pay();
      const { body: payments } = await world.send("GET", `/api/v1/orders/${order.id}/payments`, { token });
      const capture = `/api/v1/payments/${payments.items[0].id}/capture`;
      const headers = { "idempotency-key": "taken" };
      await untilSettled(() => world.send("POST", capture, { token, body: {}, headers }));
      await world.commerce.drain(1_000);
      const asOwner = openAsOwner(world.chat.adminUrl);
      const { COMMERCE_PORT: _port, ...variables } = world.variables as Record<string, string>;
      const made: number[] = [];
      for (const [run, failpoint] of FAILPOINTS.entries()) {
        const dice = diceOf(seed * 1_000 + run);
        const amount = 1_000 + Math.floor(dice() * 500);
        made.push(amount);
        const refund = (url: string) =>
          world.send("POST", "/api/v1/refunds", {
            ...{ token, url, headers: { "idempotency-key": `refund ${run}` } },
            body: { orderId: order.id, amount, reason: "broken" },
          });
        world.stripe.webhooks.set({});
        const fatal = { ...variables, CHORUS_FAILPOINTS: `${failpoint}=kill@1` };
        const dying = await startServiceProcess({ service: "commerce", main, variables: fatal });
        await refund(dying.url).catch(() => null);
        await dying.ended(20_000);
        await letGoOfAll(asOwner);
        const living = await world.another();
        if (dice() < 0.5) world.stripe.webhooks.set({ url: `${living.url}/callbacks/stripe` });
        await untilSettled(() => refund(living.url));
        await world.stripe.webhooks.settled();
        await living[Symbol.asyncDispose]();
      }
      await requireTrueBooks(asOwner, world.stripe, own.id);
      await asOwner.close();
      const given = world.stripe.ledger.filter(({ kind }) => kind === "refunded").map(({ amount }) => amount);
      expect(given).toEqual(made);
    },
    FAILPOINTS.length * 60_000,
  );
});

/** Numbers from 0 to 1, the same for the same seed. */
function diceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
