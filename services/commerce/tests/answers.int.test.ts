import { randomUUID } from "node:crypto";
import { addOrderNote } from "@chorus/contracts/routes/orders";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Tenant } from "../../chat-service/tests/harness.ts";
import { runOnce } from "../src/http/once.ts";
import { startShop, type ShopWorld } from "./harness.ts";

let shop: ShopWorld;
let tenant: Tenant;
let customer: { id: string; token: string };
let order: { id: string; number: number };

beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop[Symbol.asyncDispose]());
beforeEach(async () => {
  tenant = await shop.chat.tenant();
  customer = await shop.chat.customer(tenant);
  const { variantId } = await shop.product(tenant, { isTracked: false });
  order = (await shop.complete(customer, await shop.quoted(customer, { [variantId]: 1 }))).body;
});

const note = (body: string, key: string = randomUUID()) =>
  shop.send("POST", `/api/v1/orders/${order.number}/notes`, {
    ...{ token: tenant.owner.token, body: { body } },
    headers: { "idempotency-key": key },
  });
const erase = () => shop.chat.request("POST", `/api/v1/customers/${customer.id}/erase`, { token: tenant.owner.token });

test("the answer of a note names the order, and goes when its customer is erased", async () => {
  const [word, key] = [`PIN-${randomUUID()}`, randomUUID()];
  const written = await note(word, key);
  expect(written).toMatchObject({ status: 201, body: { orderId: order.id, body: word } });
  expect((await note(word, key)).body).toEqual(written.body);
  expect(await shop.chat.rowsWith(word)).toHaveLength(2);
  expect((await erase()).status).toBe(200);
  expect(await shop.chat.rowsWith(word)).toEqual([]);
});

test("a note whose customer is erased before its answer is kept leaves no answer", async () => {
  const word = `PIN-${randomUUID()}`;
  const caller = {
    ...{ tenantId: tenant.id, userId: tenant.owner.id, role: "owner" as const },
    ...{ sessionId: randomUUID(), expiresAtMs: Infinity },
  };
  const request = { route: addOrderNote, caller, key: randomUUID(), params: {}, query: {}, body: {} };
  const answer = await runOnce(shop.context)(request, async () => {
    const { status, body } = await shop.send("POST", `/api/v1/orders/${order.id}/notes`, {
      ...{ token: tenant.owner.token, body: { body: word } },
    });
    await erase();
    return { status, body };
  });
  expect(JSON.stringify(answer.body)).toContain(word);
  expect(await shop.chat.rowsWith(word)).toEqual([]);
});

test("a request about somebody who is erased is done once: its repeat is told so, and does nothing", async () => {
  await erase();
  const headers = { "idempotency-key": randomUUID() };
  const hold = () =>
    shop.send("POST", `/api/v1/orders/${order.id}/hold`, {
      ...{ token: tenant.owner.token, body: { reason: "looked at" }, headers },
    });
  expect((await hold()).status).toBe(200);
  await shop.send("POST", `/api/v1/orders/${order.id}/release`, { token: tenant.owner.token });
  shop.pass(60_000);
  const again = await hold();
  expect([again.status, again.body.detail]).toEqual([409, expect.stringMatching(/^This request was done[.]/)]);
  const { body } = await shop.send("GET", `/api/v1/orders/${order.id}`, { token: tenant.owner.token });
  expect(body.allowedActions).toContain("hold");
  shop.rewind();
});

test("an answer that is not kept at the first try is at the second, and a repeat does not run again", async () => {
  await shop.chat.asOwner(
    "create sequence tries; grant usage on sequence tries to public; " +
      "create function refuse_first() returns trigger language plpgsql as $$ " +
      "begin if nextval('tries') = 1 then raise exception 'disk full'; end if; return new; end $$; " +
      "create trigger refuse_first before update on idempotency_keys for each row execute function refuse_first()",
  );
  const key = randomUUID();
  const first = await note("Called twice", key);
  const again = await note("Called twice", key);
  await shop.chat.asOwner(
    "drop trigger refuse_first on idempotency_keys; drop function refuse_first(); drop sequence tries",
  );
  expect(again).toMatchObject({ status: 201, body: first.body });
  const { body } = await shop.send("GET", `/api/v1/orders/${order.id}/notes`, { token: tenant.owner.token });
  expect(body.items).toHaveLength(1);
});
