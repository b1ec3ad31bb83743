import { randomUUID } from "node:crypto";
import { channels } from "@chorus/contracts/bus/channels";
import { testRedisUrl } from "@chorus/testing/test-redis";
import { until } from "@chorus/testing/until";
import { Redis } from "ioredis";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { passwordLinkToken } from "@chorus/auth/password-link";
import { PASSWORD, startChat, type Answer, type Chat, type Tenant } from "./harness.ts";

let chat: Chat;
let tenant: Tenant;
let nowMs = Date.now();

beforeAll(async () => {
  chat = await startChat({ clock: { now: () => nowMs } });
  tenant = await chat.tenant();
});
afterAll(() => chat[Symbol.asyncDispose]());
// Tests move the clock on, which ends access tokens.
beforeEach(async () => {
  tenant.owner.token = (await login()).body.accessToken;
});

const login = (input: object = {}) =>
  chat.request("POST", "/api/v1/auth/login", {
    body: { tenant: tenant.slug, email: tenant.owner.email, password: PASSWORD, ...input },
  });
const refresh = (cookie: string) => chat.request("POST", "/api/v1/auth/refresh", { headers: { cookie } });
const me = (token: string) => chat.request("GET", "/api/v1/auth/me", { token });

function cookieOf(answer: Answer): string {
  return answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
}

describe("signing in", () => {
  test("gives an access token, the person, and a cookie that scripts and other sites cannot use", async () => {
    const answer = await login();
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      expiresIn: 900,
      user: { email: tenant.owner.email, role: "owner", tenantId: tenant.id },
    });
    const cookie = answer.headers.getSetCookie()[0];
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    expect(cookie).toMatch(/Path=\/api\/v1\/auth/);
    expect(answer.text).not.toContain(cookieOf(answer).split("=")[1]);
    expect((await me(answer.body.accessToken)).body).toEqual(answer.body.user);
  });

  test("wrong password, unknown person and unknown tenant are the same answer", async () => {
    const answers = [
      await login({ password: "wrong password" }),
      await login({ email: "nobody@acme.test" }),
      await login({ tenant: "nowhere" }),
    ];
    expect(answers.map((answer) => answer.status)).toEqual([401, 401, 401]);
    expect(new Set(answers.map((answer) => answer.text.replace(/"requestId":"[^"]*"/, ""))).size).toBe(1);
  });

  test("after five failures the account waits, but others do not", async () => {
    const victim = await chat.person(tenant, "agent");
    for (let attempt = 0; attempt < 5; attempt += 1) await login({ email: victim.email, password: "wrong password" });
    const blocked = await login({ email: victim.email });
    expect(blocked.status).toBe(429);
    expect(Number(blocked.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await login()).status).toBe(200);
  });

  test("a token ends after 15 minutes", async () => {
    const { body } = await login();
    nowMs += 16 * 60_000;
    expect((await me(body.accessToken)).body.code).toBe("token_expired");
  });
});

describe("refreshing", () => {
  test("rotates: the successor works, and a repeat within the grace gets the same successor", async () => {
    const first = cookieOf(await login());
    const [one, two] = await Promise.all([refresh(first), refresh(first)]);
    expect([one.status, two.status]).toEqual([200, 200]);
    expect(cookieOf(one)).toBe(cookieOf(two));
    expect(cookieOf(one)).not.toBe(first);
    expect((await refresh(cookieOf(one))).status).toBe(200);
  });

  test("a spent token shown after the grace was copied: the whole session ends, and its sockets are told", async () => {
    await using control = await listen(channels.control);
    const first = cookieOf(await login());
    const second = cookieOf(await refresh(first));
    nowMs += 11_000;
    expect((await refresh(first)).status).toBe(401);
    expect((await refresh(second)).status).toBe(401);
    const message = await until(() => control.messages.find((text) => text.includes(tenant.owner.id)));
    expect(JSON.parse(message)).toMatchObject({ type: "revoke", tenantId: tenant.id, userId: tenant.owner.id });
  });

  test("without a cookie, with a made-up one and after logout there is nothing to refresh", async () => {
    expect((await chat.request("POST", "/api/v1/auth/refresh")).status).toBe(401);
    expect((await refresh(`chorus_refresh=${randomUUID()}`)).status).toBe(401);
    const cookie = cookieOf(await login());
    expect((await chat.request("POST", "/api/v1/auth/logout", { headers: { cookie } })).status).toBe(204);
    expect((await refresh(cookie)).status).toBe(401);
    expect((await chat.request("POST", "/api/v1/auth/logout", { headers: { cookie } })).status).toBe(204);
  });
});

describe("a password that was never set, or forgotten", () => {
  const newestLink = async (userId: string, secret = chat.config.secrets.links, tenantId = tenant.id) => {
    const link = await until(() =>
      chat.database.readTenant(tenantId, (tx) =>
        tx
          .selectFrom("password_links")
          .selectAll()
          .where("user_id", "=", userId)
          .where("used_at", "is", null)
          .orderBy("id", "desc")
          .executeTakeFirst(),
      ),
    );
    return passwordLinkToken(secret, tenantId, link.id);
  };
  const reset = (token: string, password: string) =>
    chat.request("POST", "/api/v1/auth/password/reset", { body: { token, password } });
  const forgot = (email: string) =>
    chat.request("POST", "/api/v1/auth/password/forgot", { body: { tenant: tenant.slug, email } });

  test("somebody invited sets it with the link, once", async () => {
    const email = `${randomUUID()}@acme.test`;
    const created = await chat.request("POST", "/api/v1/users", {
      token: (await login()).body.accessToken,
      body: { name: "New", email, role: "agent" },
    });
    expect((await login({ email })).status).toBe(401);
    const token = await newestLink(created.body.id);
    expect((await reset(token, "short")).status).toBe(422);
    expect((await reset(token, "a new password")).status).toBe(204);
    expect((await login({ email, password: "a new password" })).status).toBe(200);
    expect((await reset(token, "another password")).status).toBe(401);
  });

  test("a link that was mailed before links had a secret of their own works, a forged one does not", async () => {
    const ana = await chat.person(tenant, "agent");
    await forgot(ana.email);
    const forged = await newestLink(ana.id, "a secret that nobody here has ever had");
    expect((await reset(forged, "a new password")).status).toBe(401);
    expect((await reset(await newestLink(ana.id, chat.config.secrets.chorus), "a new password")).status).toBe(204);
  });

  test("forgotten: the same answer for anybody; the new one ends every session; forged and old links do nothing", async () => {
    const ana = await chat.person(tenant, "agent");
    const cookie = cookieOf(await login({ email: ana.email }));
    const [known, unknown] = [await forgot(ana.email), await forgot("nobody@acme.test")];
    expect(known.text).toBe(unknown.text);
    const token = await newestLink(ana.id);
    expect((await reset(token.slice(0, -3) + "abc", "hijacked!")).status).toBe(401);
    expect((await reset(token, "a new password")).status).toBe(204);
    expect((await refresh(cookie)).status).toBe(401);
    await forgot(ana.email);
    const late = await newestLink(ana.id);
    nowMs += 2 * 3_600_000;
    expect((await reset(late, "too late for this")).status).toBe(401);
  });

  test("a link of somebody who was disabled, or whose tenant was suspended, sets no password", async () => {
    const theirs = await chat.tenant();
    const [ana, ben] = [await chat.person(theirs, "agent"), await chat.person(theirs, "agent")];
    const linkOf = async ({ id, email }: { id: string; email: string }) => {
      await chat.request("POST", "/api/v1/auth/password/forgot", { body: { tenant: theirs.slug, email } });
      return newestLink(id, chat.config.secrets.links, theirs.id);
    };
    const [anas, bens] = [await linkOf(ana), await linkOf(ben)];
    const path = `/api/v1/users/${ana.id}`;
    await chat.request("PATCH", path, { token: theirs.owner.token, body: { disabled: true } });
    expect((await reset(anas, "a new password")).status).toBe(401);
    await chat.request("POST", `/api/v1/tenants/${theirs.id}/suspend`, { token: chat.config.secrets.operatorKey });
    expect((await reset(bens, "a new password")).status).toBe(401);
    await chat.request("POST", `/api/v1/tenants/${theirs.id}/resume`, { token: chat.config.secrets.operatorKey });
    expect((await reset(bens, "a new password")).status).toBe(204);
  });

  test("three links per account in a quarter of an hour", async () => {
    const email = `${randomUUID()}@acme.test`;
    const statuses = [];
    for (let count = 0; count < 4; count += 1) statuses.push((await forgot(email)).status);
    expect(statuses).toEqual([202, 202, 202, 429]);
  });
});

describe("a customer's device", () => {
  test("is the same customer again, with the conversation that is still open", async () => {
    const customer = await chat.customer(tenant);
    const conversationId = await chat.conversation(customer);
    const again = await chat.request("POST", "/api/v1/widget/sessions", {
      body: { tenantKey: tenant.widgetKey, deviceToken: customer.deviceToken },
    });
    expect(again.status).toBe(201);
    expect(again.body).toMatchObject({
      deviceToken: customer.deviceToken,
      customer: { id: customer.id, verified: false },
      conversation: { id: conversationId, status: "queued" },
    });
    expect(again.body.conversation).not.toHaveProperty("tags");
  });

  test("says later who they are in a form, and is forgotten for good when it ends", async () => {
    const customer = await chat.customer(tenant, "Visitor");
    const device = { tenantKey: tenant.widgetKey, deviceToken: customer.deviceToken };
    const named = await chat.request("POST", "/api/v1/widget/sessions", {
      body: { ...device, profile: { name: "Cara Diaz", email: "cara@example.com" } },
    });
    expect(named.body.customer).toMatchObject({ id: customer.id, name: "Cara Diaz", verified: false });
    expect((await chat.request("POST", "/api/v1/widget/sessions/end", { body: device })).status).toBe(204);
    expect((await chat.request("POST", "/api/v1/widget/sessions/refresh", { body: device })).status).toBe(401);
    const stranger = await chat.request("POST", "/api/v1/widget/sessions", { body: device });
    expect(stranger.body.customer.id).not.toBe(customer.id);
    expect((await chat.request("POST", "/api/v1/widget/sessions/end", { body: device })).status).toBe(204);
  });

  test("of another tenant is a stranger, and an unknown key is not found", async () => {
    const customer = await chat.customer(tenant);
    const other = await chat.tenant();
    const body = { tenantKey: other.widgetKey, deviceToken: customer.deviceToken };
    const answer = await chat.request("POST", "/api/v1/widget/sessions", { body });
    expect(answer.body.customer.id).not.toBe(customer.id);
    expect((await chat.request("POST", "/api/v1/widget/sessions/refresh", { body })).status).toBe(401);
    expect((await chat.request("POST", "/api/v1/widget/sessions", { body: { tenantKey: "wk_nothing" } })).status).toBe(
      404,
    );
  });
});

test("the public keys are those that tokens name", async () => {
  const { body } = await chat.request("GET", "/.well-known/jwks.json");
  const header = JSON.parse(Buffer.from((await login()).body.accessToken.split(".")[0], "base64url").toString());
  expect(header).toMatchObject({ alg: "EdDSA", typ: "at+jwt" });
  expect(body.keys.map((key: { kid: string }) => key.kid)).toContain(header.kid);
  expect(JSON.stringify(body)).not.toContain('"d"');
});

/** Collects what Redis publishes on a channel. */
async function listen(channel: string) {
  const redis = new Redis(testRedisUrl());
  const messages: string[] = [];
  redis.on("message", (_channel, text: string) => messages.push(text));
  await redis.subscribe(channel);
  return { messages, [Symbol.asyncDispose]: () => redis.quit().then(() => undefined) };
}

describe("where a request comes from", () => {
  const logout = (headers: Record<string, string>) => chat.request("POST", "/api/v1/auth/logout", { headers });
  const refusedFor = async (headers: Record<string, string>) => (await logout(headers)).body?.code === "forbidden";

  test("a neighbour on the same site, another site and a page without an origin sign nobody in or out", async () => {
    for (const origin of ["http://127.0.0.1:4999", "http://localhost:3999", "https://evil.example", "null"]) {
      expect(await refusedFor({ origin }), origin).toBe(true);
      for (const route of ["login", "refresh"]) {
        const answer = await chat.request("POST", `/api/v1/auth/${route}`, {
          headers: { origin },
          ...(route === "login"
            ? { body: { tenant: "a-company", email: "a@b.test", password: "whatever it is" } }
            : {}),
        });
        expect([answer.status, answer.body.code], `${route} ${origin}`).toEqual([403, "forbidden"]);
      }
    }
    expect(await refusedFor({ "sec-fetch-site": "same-site" })).toBe(true);
    expect(await refusedFor({ "sec-fetch-site": "cross-site" })).toBe(true);
  });

  test("the desk, this service's own reference and programs that are no browser are served", async () => {
    for (const headers of [
      {},
      { origin: "http://127.0.0.1:3000" },
      { origin: chat.url },
      { "sec-fetch-site": "none" },
    ]) {
      expect((await logout(headers)).status).toBe(204);
    }
  });
});
