import { randomUUID } from "node:crypto";
import { createServiceTokens } from "@chorus/auth/service-token";
import { ROLES, USER_ROLES, type Role } from "@chorus/contracts/permissions";
import { databaseUrlFor } from "@chorus/database/rights";
import { readEnv } from "@chorus/kernel/config";
import type { RouteAnswer } from "@chorus/testing/route-suite";
import { testRedisUrl } from "@chorus/testing/test-redis";
import { startChat, type Tenant } from "../../chat-service/tests/harness.ts";
import { startStripeDouble } from "@chorus/doubles/stripe/server";
import { environment, toConfig } from "../src/config.ts";
import { createCommerce } from "../src/service.ts";

/** What the double of Stripe knows, and signs with. */
export const STRIPE = { apiKey: "sk_test_of_these_tests", webhookSecret: "whsec_of_these_tests" };

/** chat-service, which says who somebody is, a double of Stripe, and commerce, whose clock can run ahead. */
export async function startShop({ takesCards = true }: { takesCards?: boolean } = {}) {
  const chat = await startChat();
  const stripe = await startStripeDouble({ port: 0, ...STRIPE });
  let offsetMs = 0;
  const variables = {
    ...{ NODE_ENV: "test", LOG_LEVEL: "silent", COMMERCE_PORT: "0", REDIS_URL: testRedisUrl() },
    ...{ CHAT_SERVICE_URL: chat.url, DATABASE_URL: databaseUrlFor("commerce", chat.config.database.url) },
    ...{ WRITES_PER_PERSON: "100000", WRITES_PER_CUSTOMER_NETWORK: "1000000", WRITES_PER_COMPANY: "1000000" },
    ...(takesCards ? { COMMERCE_STRIPE_KEY: STRIPE.apiKey, COMMERCE_STRIPE_WEBHOOK_SECRET: STRIPE.webhookSecret } : {}),
    COMMERCE_STRIPE_URL: stripe.url,
  };
  const config = toConfig(readEnv(environment, variables));
  const commerce = await createCommerce(config, { clock: { now: () => Date.now() + offsetMs } });
  await commerce.start();
  stripe.webhooks.set({ url: `${commerce.url}/callbacks/stripe` });

  async function send(
    method: string,
    path: string,
    {
      token,
      body,
      headers,
      url = commerce.url,
    }: { token?: string | undefined; body?: unknown; headers?: Record<string, string>; url?: string } = {},
  ): Promise<RouteAnswer> {
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json") === true;
    return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : text || null };
  }

  let skus = 0;
  return {
    chat,
    commerce,
    stripe,
    variables,
    context: commerce.context,
    url: commerce.url,
    send,
    /** Time passes for commerce alone. */
    pass(durationMs: number) {
      offsetMs += durationMs;
    },
    rewind() {
      offsetMs = 0;
    },
    /** A token of each role of a tenant. */
    async tokensOf(tenant: Tenant): Promise<Map<Role, string>> {
      const tokens = new Map<Role, string>([["owner", tenant.owner.token]]);
      for (const role of USER_ROLES) if (role !== "owner") tokens.set(role, (await chat.person(tenant, role)).token);
      tokens.set("customer", (await chat.customer(tenant)).token);
      if (tokens.size !== ROLES.length) throw new Error("a role has no token");
      return tokens;
    },
    async apiKey(tenant: Tenant, scopes: string[]): Promise<string> {
      const { body } = await chat.request("POST", "/api/v1/api-keys", {
        token: tenant.owner.token,
        body: { name: "Stock system", scopes },
      });
      return body.secret;
    },
    serviceToken: () =>
      createServiceTokens({
        ...{ service: "websocket-gateway", audience: "chat-service", secret: chat.config.secrets.internal },
        now: () => Date.now(),
      })(),
    /** A product with one variant, published unless it is to stay a draft. */
    async product(
      tenant: Tenant,
      fields: { title?: string; price?: number; isDraft?: boolean; isTracked?: boolean; options?: object[] } = {},
    ) {
      const { title = "Tent", price = 10_000, isDraft = false, isTracked = true, options = [] } = fields;
      const { token } = tenant.owner;
      const created = await send("POST", "/api/v1/products", { token, body: { title, options } });
      const path = `/api/v1/products/${created.body.id}`;
      skus += 1;
      const first = (options as { name: string; values: string[] }[]).map(({ name, values }) => ({
        name,
        value: values[0],
      }));
      const body = { sku: `SKU-${skus}`, price, isTracked, options: first };
      const { body: product } = await send("POST", `${path}/variants`, { token, body });
      if (!isDraft) await send("POST", `${path}/publish`, { token });
      return { id: product.id as string, slug: product.slug as string, variantId: product.variants[0].id as string };
    },
    async location(tenant: Tenant, rank = 0): Promise<string> {
      const { token } = tenant.owner;
      const body = { name: "Warehouse", code: randomUUID().slice(0, 20), rank };
      return (await send("POST", "/api/v1/stock/locations", { token, body })).body.id;
    },
    async receive(tenant: Tenant, units: { variantId: string; locationId: string; quantity: number }): Promise<void> {
      const { token } = tenant.owner;
      const answer = await send("POST", "/api/v1/stock/adjust", { token, body: { ...units, reason: "delivery" } });
      if (answer.status !== 200) throw new Error(answer.text);
    },
    /** A cart of a customer with these units, quoted. */
    async quoted(customer: { token: string }, lines: Record<string, number>) {
      const { token } = customer;
      const cart = await send("POST", "/api/v1/carts", { token, body: {} });
      const path = `/api/v1/carts/${cart.body.id}`;
      for (const [variantId, quantity] of Object.entries(lines))
        await send("PUT", `${path}/lines/${variantId}`, { token, body: { quantity } });
      const quote = await send("POST", `${path}/quote`, { token });
      return { id: cart.body.id as string, path, quote: quote.body, confirmToken: quote.body.confirmToken as string };
    },
    complete(
      { token }: { token: string },
      cart: { path: string; confirmToken: string },
      key: string = randomUUID(),
    ): Promise<RouteAnswer> {
      const body = { confirmToken: cart.confirmToken, payment: { method: "manual" } };
      return send("POST", `${cart.path}/complete`, { token, body, headers: { "idempotency-key": key } });
    },
    /** Another process of the service, as it were: the one of this harness may have been drained. */
    async another() {
      const other = await createCommerce(config);
      await other.start();
      return other;
    },
    /** The same by card, with what the double's form made of it. */
    payByCard(
      { token }: { token: string },
      cart: { path: string; confirmToken: string },
      {
        card = "pm_card_visa",
        key = randomUUID(),
        url = commerce.url,
      }: { card?: string; key?: string; url?: string } = {},
    ): Promise<RouteAnswer> {
      const body = { confirmToken: cart.confirmToken, payment: { method: "card", token: card } };
      return send("POST", `${cart.path}/complete`, { token, body, headers: { "idempotency-key": key }, url });
    },
    async [Symbol.asyncDispose]() {
      stripe.webhooks.set({});
      await commerce.drain(1_000);
      await commerce[Symbol.asyncDispose]();
      await stripe[Symbol.asyncDispose]();
      await chat[Symbol.asyncDispose]();
    },
  };
}
export type ShopWorld = Awaited<ReturnType<typeof startShop>>;
