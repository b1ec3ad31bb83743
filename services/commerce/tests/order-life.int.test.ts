import { randomUUID } from "node:crypto";
import type { AccessClaims } from "@chorus/auth/access-token";
import type { Database } from "@chorus/database/database";
import { AppError } from "@chorus/kernel/app-error";
import { openAsOwner } from "@chorus/testing/owner-connection";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { completeCart } from "../src/carts/complete-cart.ts";
import { createCart, setLine } from "../src/carts/change-cart.ts";
import { quoteCart } from "../src/carts/quote-cart.ts";
import { adjust, count, transfer } from "../src/inventory/stock-verbs.ts";
import { cancelOrder, holdOrder, releaseOrder } from "../src/orders/change-order.ts";
import { startShop, type ShopWorld } from "./harness.ts";

/** For a long search: `CHORUS_HISTORIES=10000 npx vitest run services/commerce/tests/order-life`. */
// oxlint-disable-next-line node/no-process-env -- how long a test runs is no service's configuration
const RUNS = Number(process.env["CHORUS_HISTORIES"] ?? 12);
const SEED = 19;
const MAX_STEPS = 40;
const MINUTE_MS = 60_000;

let shop: ShopWorld;
let owner: Database;

beforeAll(async () => {
  shop = await startShop();
  owner = openAsOwner(shop.chat.adminUrl);
});
afterAll(async () => {
  await owner.close();
  await shop[Symbol.asyncDispose]();
});

/** Which of two or three, by a number that stays valid when a history is shrunk. */
const pick = fc.nat(2);
const units = (min: number, max: number) => fc.integer({ min, max });
const stepOf = (what: string, most: fc.Arbitrary<number>) =>
  fc.record({ do: fc.constant(what), variant: pick, place: pick, units: most });
const step = fc.oneof(
  { weight: 3, arbitrary: stepOf("receive", units(1, 4)) },
  { weight: 1, arbitrary: stepOf("lose", units(1, 3)) },
  { weight: 1, arbitrary: stepOf("count", units(0, 4)) },
  { weight: 1, arbitrary: stepOf("transfer", units(1, 2)) },
  { weight: 2, arbitrary: stepOf("fill", units(0, 3)) },
  { weight: 2, arbitrary: stepOf("quote", pick) },
  { weight: 2, arbitrary: stepOf("complete", pick) },
  { weight: 2, arbitrary: stepOf("complete at once", pick) },
  { weight: 3, arbitrary: stepOf("buy", units(1, 3)) },
  { weight: 1, arbitrary: stepOf("hold", pick) },
  { weight: 1, arbitrary: stepOf("release", pick) },
  { weight: 1, arbitrary: stepOf("cancel", pick) },
  { weight: 1, arbitrary: stepOf("cancel at once", pick) },
  { weight: 1, arbitrary: stepOf("wait", units(1, 20)) },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

interface Order {
  id: string;
  status: string;
  isHeld: boolean;
}

/** One company with two variants at two locations, three carts, and what is known of its orders. */
async function newWorld() {
  const tenant = await shop.chat.tenant();
  const customer = await shop.chat.customer(tenant);
  const claims = { tenantId: tenant.id, sessionId: randomUUID(), expiresAtMs: Infinity };
  const desk: AccessClaims = { ...claims, userId: tenant.owner.id, role: "owner" };
  const buyer: AccessClaims = { ...claims, userId: customer.id, role: "customer" };
  const variants = [await shop.product(tenant, { price: 333 }), await shop.product(tenant, { price: 1_999 })];
  const places = [await shop.location(tenant, 0), await shop.location(tenant, 1)];
  const carts = [];
  for (let at = 0; at < 3; at += 1) carts.push(await newCart(buyer));
  return { tenantId: tenant.id, desk, buyer, variants, places, carts, orders: [] as Order[] };
}
async function newCart(buyer: AccessClaims): Promise<{ id: string; token: string }> {
  const { id } = await createCart(shop.context, buyer, {});
  return { id, token: randomUUID() };
}
type World = Awaited<ReturnType<typeof newWorld>>;

/** What is refused, by its code; anything but a refusal of the catalogue is a fault. */
async function outcomeOf<Result>(work: Promise<Result>): Promise<Result | string> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AppError && !["internal", "unavailable"].includes(error.code)) return error.code;
    throw error;
  }
}

async function take(world: World, { do: what, variant, place, units }: Step): Promise<void> {
  const { desk, buyer, variants, places } = world;
  const requestId = randomUUID();
  const variantId = variants[variant % 2]!.variantId;
  const [here, there] = [places[place % 2]!, places[(place + 1) % 2]!];
  const cart = world.carts[place]!;
  const at = { variantId, locationId: here, reason: "history" };
  switch (what) {
    case "receive":
      await adjust(shop.context, desk, { ...at, quantity: units }, requestId);
      return;
    case "lose":
      await outcomeOf(adjust(shop.context, desk, { ...at, quantity: -units }, requestId));
      return;
    case "count":
      await outcomeOf(count(shop.context, desk, { ...at, counted: units }, requestId));
      return;
    case "transfer":
      await outcomeOf(
        transfer(
          shop.context,
          desk,
          { variantId, fromLocationId: here, toLocationId: there, quantity: units },
          requestId,
        ),
      );
      return;
    case "fill":
      await outcomeOf(setLine(shop.context, buyer, { cartId: cart.id, variantId, quantity: units }));
      return;
    case "wait":
      shop.pass(units * MINUTE_MS);
      return;
    case "quote": {
      const quote = await outcomeOf(quoteCart(shop.context, buyer, cart.id));
      if (typeof quote === "object") cart.token = quote.confirmToken;
      return;
    }
    case "buy":
      world.carts[place] = await newCart(buyer);
      await take(world, { do: "fill", variant, place, units });
      await take(world, { do: "quote", variant, place, units });
      await complete(world, world.carts[place], units);
      return;
    case "complete":
    case "complete at once":
      await complete(world, cart, what === "complete" ? 1 : 4);
      return;
    default:
      await work(world, what, world.orders[units % Math.max(world.orders.length, 1)]);
  }
}

async function complete(world: World, cart: World["carts"][number], times: number): Promise<void> {
  const payment = { method: "manual" } as const;
  const asked = { cartId: cart.id, confirmToken: cart.token, payment, requestId: randomUUID(), letGo: () => undefined };
  const answers = await Promise.all(
    Array.from({ length: times }, () => outcomeOf(completeCart(shop.context, world.buyer, asked))),
  );
  const placed = answers.filter((answer) => typeof answer === "object" && "order" in answer);
  expect(new Set(placed.map(({ order }) => order.id)).size).toBeLessThanOrEqual(1);
  const isKnown = world.orders.some(({ id }) => id === placed[0]?.order.id);
  expect(placed.filter(({ isNew }) => isNew)).toHaveLength(placed.length > 0 && !isKnown ? 1 : 0);
  const fresh = placed.find(({ isNew }) => isNew);
  if (fresh) world.orders.push({ id: fresh.order.id, status: "placed", isHeld: false });
}

async function work(world: World, what: string, order: Order | undefined): Promise<void> {
  if (!order) return;
  const asked = { idOrNumber: order.id, reason: "history", requestId: randomUUID(), letGo: () => undefined };
  const isOpen = order.status === "placed";
  if (what === "hold") {
    const answer = await outcomeOf(holdOrder(shop.context, world.desk, asked));
    expect(typeof answer === "object").toBe(isOpen && !order.isHeld);
    order.isHeld ||= isOpen;
    return;
  }
  if (what === "release") {
    const answer = await outcomeOf(releaseOrder(shop.context, world.desk, asked));
    expect(typeof answer === "object").toBe(isOpen && order.isHeld);
    order.isHeld = false;
    return;
  }
  const times = what === "cancel" ? 1 : 3;
  const answers = await Promise.all(Array.from({ length: times }, () => cancelOrder(shop.context, world.desk, asked)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set(["canceled"]));
  Object.assign(order, { status: "canceled", isHeld: false });
}

/** What must never be, each by its name: an empty list is a sound shop. */
const FAULTS = `
  select 'a level is not the sum of its movements' as fault from commerce.stock_levels l
  join (select variant_id, location_id, sum(on_hand_change) as on_hand, sum(allocated_change) as allocated
    from commerce.stock_movements where tenant_id = $1 group by 1, 2) m using (variant_id, location_id)
  where l.tenant_id = $1 and (l.on_hand, l.allocated) <> (m.on_hand, m.allocated)
  union all
  select 'units are promised to nobody, or too few' from (
    select v.id, (select coalesce(sum(allocated), 0) from commerce.stock_levels l where l.variant_id = v.id) as promised,
      (select coalesce(sum(quantity - canceled - shipped), 0) from commerce.order_lines o where o.variant_id = v.id) as wanted
    from commerce.variants v where v.tenant_id = $1) x where promised <> wanted
  union all
  select 'an order is not the sum of its lines' from commerce.orders o where tenant_id = $1 and total <> shipping + (
    select sum(total) from commerce.order_lines l where l.order_id = o.id)
  union all
  select 'the ledger is not the order' from commerce.orders o where tenant_id = $1 and (
    (select coalesce(sum(amount), 0) from commerce.ledger_entries e where e.order_id = o.id and kind = 'authorized') <> total
    or (select coalesce(sum(amount), 0) from commerce.ledger_entries e where e.order_id = o.id and kind = 'voided')
      <> case status when 'canceled' then total else 0 end)
  union all
  select 'a timeline has a hole' from commerce.orders o where tenant_id = $1 and last_event <> all(array[
    (select max(number) from commerce.order_events e where e.order_id = o.id),
    (select count(*) from commerce.order_events e where e.order_id = o.id)])
  union all
  select 'a number is left out' from (select count(*) as orders, max(number) as last from commerce.orders where tenant_id = $1) x
  where orders > 0 and last <> 1000 + orders
  union all
  select 'a cart and its order do not agree' from commerce.carts c where tenant_id = $1 and (status = 'completed') <> exists (
    select from commerce.orders o where o.cart_id = c.id)
  union all
  select 'an ordered cart still holds units' from commerce.holds h join commerce.carts c on c.id = h.cart_id
  where c.tenant_id = $1 and c.status = 'completed'
  union all
  select 'a canceled order has open lines' from commerce.orders o join commerce.order_lines l on l.order_id = o.id
  where o.tenant_id = $1 and o.status = 'canceled' and (l.canceled <> l.quantity or o.payment_status <> 'voided')`;

test(
  `P1 to P8, P10, P11, P45 to P49, P59, P60: whatever happens to carts, orders and stock, ${RUNS} histories leave a sound shop`,
  async () => {
    let placed = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: MAX_STEPS, size: "max" }), async (steps) => {
        const world = await newWorld();
        try {
          for (const one of steps) {
            await take(world, one);
            const faults = await owner.statement<{ fault: string }>("", FAULTS, [world.tenantId]);
            expect(faults).toEqual([]);
          }
        } finally {
          shop.rewind();
        }
        placed += world.orders.length;
      }),
      { numRuns: RUNS, seed: SEED },
    );
    // Histories in which nobody orders anything show nothing.
    expect(placed).toBeGreaterThan(RUNS);
  },
  60_000 + RUNS * 5_000,
);
