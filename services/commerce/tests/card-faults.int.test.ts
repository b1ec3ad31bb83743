import { randomUUID } from "node:crypto";
import type { Database } from "@chorus/database/database";
import { type ServiceProcess, startServiceProcess } from "@chorus/cluster/service-process";
import { openAsOwner } from "@chorus/testing/owner-connection";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Tenant } from "../../chat-service/tests/harness.ts";
import { FAILPOINTS } from "../src/failpoints.ts";
import { requireTrueBooks } from "./books.ts";
import { startShop, type ShopWorld } from "./harness.ts";

let shop: ShopWorld;
let owner: Database;
let tenant: Tenant;
let customer: { id: string; token: string };
let variantId: string;

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
  ({ variantId } = await shop.product(tenant, { price: 10_000 }));
  const locationId = await shop.location(tenant);
  await shop.receive(tenant, { variantId, locationId, quantity: 50 });
});
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
const asDesk = (path: string) => shop.send("GET", path, { token: tenant.owner.token });

/** The same request, until there is an order or a refusal. */
async function untilSettled(cart: { path: string; confirmToken: string }, url: () => string, card = "pm_card_visa") {
  return expect
    .poll(
      async () => {
        const answer = await shop.payByCard(customer, cart, { card, url: url() }).catch(() => null);
        return answer && [200, 201, 402].includes(answer.status) ? answer.status : null;
      },
      { timeout: 90_000, interval: 100 },
    )
    .not.toBeNull();
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
      await untilSettled(cart, () => shop.url);
      const { body } = await asDesk("/api/v1/orders");
      expect(body.items).toMatchObject([{ id: pending.body.orderId, paymentStatus: "authorized", number: 1_001 }]);
      expect(intentsOfTenant().size).toBe(1);
    },
    120_000,
  );

  test("P19: tells everything five times, late and while it is asked, and each has its effect once", async () => {
    shop.stripe.webhooks.set({ url: `${shop.url}/callbacks/stripe`, duplicates: 4, delayMs: 50 });
    const placed = await shop.payByCard(customer, await shop.quoted(customer, { [variantId]: 1 }));
    const { body } = await asDesk(`/api/v1/orders/${placed.body.id}/payments`);
    const asked = { token: tenant.owner.token, body: {}, headers: { "idempotency-key": randomUUID() } };
    await shop.send("POST", `/api/v1/payments/${body.items[0].id}/capture`, asked);
    await shop.stripe.webhooks.settled();
    const { body: timeline } = await asDesk(`/api/v1/orders/${placed.body.id}/timeline`);
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

describe("commerce, killed by kill -9", () => {
  test(
    `P10, P13, P14, P45: at any failpoint of an order by card, ${RUNS} times (CHORUS_SEED=${SEED}): nothing is lost or doubled`,
    async () => {
      const carts = [];
      for (let run = 0; run < RUNS; run += 1) carts.push(await shop.quoted(customer, { [variantId]: 1 }));
      // The one of this process would take the sagas of the one that dies.
      await shop.commerce.drain(1_000);
      let declined = 0;
      for (const [run, cart] of carts.entries()) {
        const dice = diceOf(SEED * 1_000 + run);
        const failpoint = FAILPOINTS[run % FAILPOINTS.length]!;
        const isDeclined = dice() < 0.25;
        const card = isDeclined ? "pm_card_chargeDeclined" : "pm_card_visa";
        shop.stripe.webhooks.set({});
        const dying = await startCommerce({ CHORUS_FAILPOINTS: `${failpoint}=kill@1` });
        await shop.payByCard(customer, cart, { card, url: dying.url }).catch(() => null);
        await dying.ended(20_000);
        await endLeases();
        const living = await shop.another();
        if (dice() < 0.5) shop.stripe.webhooks.set({ url: `${living.url}/callbacks/stripe` });
        await untilSettled(cart, () => living.url, card);
        await living[Symbol.asyncDispose]();
        declined += isDeclined ? 1 : 0;
      }
      const orders = await owner.statement<{ status: string; count: number }>(
        "",
        "select status, count(*)::int as count from commerce.orders where tenant_id = $1 group by 1 order by 1",
        [tenant.id],
      );
      expect(orders.find(({ status }) => status === "placed")?.count).toBe(RUNS - declined);
      expect(orders.find(({ status }) => status === "draft")).toBeUndefined();
      expect(intentsOfTenant().size).toBe(RUNS - declined);
    },
    RUNS * 30_000,
  );

  /** As 45 seconds do: whoever has died holds nothing any more. */
  const endLeases = () =>
    owner.statement("", "update tasks set claimed_until = now() where tenant_id = $1 and finished_at is null", [
      tenant.id,
    ]);

  function startCommerce(more: Record<string, string> = {}): Promise<ServiceProcess> {
    const { COMMERCE_PORT: _port, ...variables } = shop.variables as Record<string, string>;
    return startServiceProcess({ service: "commerce", variables: { ...variables, ...more } });
  }
});

/** Numbers from 0 to 1, the same for the same seed. */
function diceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
