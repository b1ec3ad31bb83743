import { randomUUID } from "node:crypto";
import { passwordLinkToken } from "@chorus/auth/password-link";
import { until } from "@chorus/testing/until";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { BEHIND_PROXY, newNetwork, PASSWORD, startChat, type Answer, type Tenant, type Person } from "./harness.ts";

let chat: Awaited<ReturnType<typeof startChat>>;
let tenant: Tenant;
let nowMs = Date.now();

beforeAll(async () => {
  chat = await startChat({ clock: { now: () => nowMs }, variables: BEHIND_PROXY });
  tenant = await chat.tenant();
});
afterAll(() => chat[Symbol.asyncDispose]());

interface Try {
  ip: string;
  email: string;
  password?: string;
  cookie?: string;
  totp?: string;
}

function login({ ip, email, password = PASSWORD, cookie, totp }: Try): Promise<Answer> {
  return chat.request("POST", "/api/v1/auth/login", {
    body: { tenant: tenant.slug, email, password, ...(totp === undefined ? {} : { totp }) },
    headers: { "x-forwarded-for": ip, ...(cookie === undefined ? {} : { cookie }) },
  });
}

/** How many answers had which status. */
function countsOf(answers: readonly Answer[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

const deviceCookieOf = (answer: Answer) =>
  answer.headers.getSetCookie().flatMap((cookie) => cookie.match(/^chorus_device=[^;]+/) ?? [])[0];

let person: Person;
beforeEach(async () => {
  person = await chat.person(tenant, "agent");
});

describe("guessing", () => {
  test("thirty at once from one /64: five are looked at, and the right one after them is not let in", async () => {
    const address = newNetwork();
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, host) =>
        login({ ip: address(host), email: person.email, password: `wrong guess ${host}` }),
      ),
    );
    expect(countsOf(answers)).toEqual({ 401: 5, 429: 25 });
    expect(await login({ ip: address(30), email: person.email })).toMatchObject({
      status: 429,
      body: { code: "rate_limited", retryMs: expect.any(Number) },
    });
  });

  test("many accounts of one network share its limit", async () => {
    const address = newNetwork();
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, host) =>
        login({ ip: address(host), email: `${randomUUID()}@acme.test`, password: "wrong guess" }),
      ),
    );
    expect(countsOf(answers)).toEqual({ 401: 50, 429: 10 });
  });

  test("who knows the password uses nothing up", async () => {
    const address = newNetwork();
    for (let count = 0; count < 8; count += 1) {
      expect((await login({ ip: address(count), email: person.email })).status).toBe(200);
    }
    for (let count = 0; count < 4; count += 1) await login({ ip: address(0), email: person.email, password: "wrong" });
    expect((await login({ ip: address(0), email: person.email })).status).toBe(200);
  });

  test("whoever knows it and tries many times at once is told to come again in a moment, and is let in then", async () => {
    const at = newNetwork();
    const burst = () => Promise.all(Array.from({ length: 12 }, () => login({ ip: at(1), email: person.email })));
    const answers = await burst();
    const counts = countsOf(answers);
    expect(counts[200]).toBeGreaterThanOrEqual(5);
    expect((counts[200] ?? 0) + (counts[429] ?? 0)).toBe(12);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.map(({ body }) => [body.retryMs, body.detail])).toEqual(
      refused.map(() => [1_000, expect.stringContaining("same moment")]),
    );
    for (let count = 0; count < 3; count += 1)
      expect((await login({ ip: at(1), email: person.email })).status).toBe(200);
  });

  test("right ones among wrong ones: as many wrong ones as before are looked at, and they wait a quarter of an hour", async () => {
    const address = newNetwork();
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, host) =>
        login({
          ip: address(host),
          email: person.email,
          ...(host % 4 === 0 ? {} : { password: `wrong guess ${host}` }),
        }),
      ),
    );
    expect(countsOf(answers)[401]).toBeLessThanOrEqual(5);
    const guesses = [];
    for (let count = countsOf(answers)[401] ?? 0; count < 8; count += 1)
      guesses.push(await login({ ip: address(count), email: person.email, password: "wrong guess" }));
    const looked = (countsOf(answers)[401] ?? 0) + (countsOf(guesses)[401] ?? 0);
    expect(looked).toBe(5);
    const refused = await login({ ip: address(1), email: person.email });
    expect(refused).toMatchObject({ status: 429, body: { detail: expect.stringContaining("quarter of an hour") } });
    expect(refused.body.retryMs).toBeGreaterThan(14 * 60_000);
  });

  test("strangers do not lock out the owner of an account: not from elsewhere, and never on a known device", async () => {
    const home = newNetwork();
    const cookie = deviceCookieOf(await login({ ip: home(1), email: person.email }))!;
    expect(cookie).toMatch(/^chorus_device=/);
    const stranger = newNetwork();
    for (let count = 0; count < 6; count += 1)
      await login({ ip: stranger(1), email: person.email, password: "wrong guess" });
    expect((await login({ ip: stranger(2), email: person.email })).status).toBe(429);
    expect((await login({ ip: home(2), email: person.email })).status).toBe(200);
    // From everywhere at once, until the account's own share is used up.
    for (let network = 0; network < 12; network += 1) {
      const everywhere = newNetwork();
      await Promise.all(
        Array.from({ length: 5 }, (_, host) =>
          login({ ip: everywhere(host), email: person.email, password: "wrong guess" }),
        ),
      );
    }
    expect((await login({ ip: newNetwork()(1), email: person.email })).status).toBe(429);
    expect((await login({ ip: newNetwork()(1), email: person.email, cookie })).status).toBe(200);
  });

  test("a known device guesses no more often than others, and is known for its own account only", async () => {
    const other = await chat.person(tenant, "agent");
    const cookie = deviceCookieOf(await login({ ip: newNetwork()(1), email: person.email }))!;
    const guess = (email: string, ip: string) => login({ ip, email, password: "wrong guess", cookie });
    const statuses = [];
    for (let count = 0; count < 6; count += 1) statuses.push((await guess(person.email, newNetwork()(1))).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
    const network = newNetwork();
    for (let count = 0; count < 5; count += 1) await guess(other.email, network(count));
    expect((await guess(other.email, network(9))).status).toBe(429);
  });
});

test("a second factor that does not exist is not taken for one", async () => {
  expect(await login({ ip: newNetwork()(1), email: person.email, totp: "000000" })).toMatchObject({
    status: 422,
    body: { code: "not_available", errors: [{ path: "totp" }] },
  });
});

test("a session ends after 90 days, however often it was renewed", async () => {
  const answer = await login({ ip: newNetwork()(1), email: person.email });
  let cookie = answer.headers.getSetCookie()[0]!.split(";")[0]!;
  const renew = async () => {
    const renewed = await chat.request("POST", "/api/v1/auth/refresh", { headers: { cookie } });
    cookie = renewed.headers.getSetCookie()[0]?.split(";")[0] ?? cookie;
    return renewed.status;
  };
  // What the database says of when it began is its own clock's.
  const startedMs = Date.now();
  const before = nowMs;
  const statuses = [];
  for (const days of [20, 45, 70, 91]) {
    nowMs = startedMs + days * 86_400_000;
    statuses.push(await renew());
  }
  nowMs = before;
  expect(statuses).toEqual([200, 200, 200, 401]);
});

describe("the same letters, typed on another keyboard", () => {
  test("open the account", async () => {
    const email = `${randomUUID()}@acme.test`;
    const password = "gr\u00fc\u00dfe aus \u00e9vian";
    const create = { name: "Uwe", email, role: "agent", password };
    await chat.request("POST", "/api/v1/users", { token: tenant.owner.token, body: create });
    expect((await login({ ip: newNetwork()(1), email, password: password.normalize("NFD") })).status).toBe(200);
  });
});

describe("passwords that are guessed first", () => {
  test.each(["password", "12345678", "aaaaaaaa", "        ", "uwe.hafner1"])(
    "%j is refused for a new person",
    async (password) => {
      const body = { name: "Uwe", email: "uwe.hafner@acme.test", role: "agent", password };
      const answer = await chat.request("POST", "/api/v1/users", { token: tenant.owner.token, body });
      expect(answer).toMatchObject({ status: 422, body: { code: "invalid", errors: [{ path: "password" }] } });
    },
  );

  test("and for a new tenant's owner", async () => {
    const slug = `harbour-${randomUUID().slice(0, 8)}`;
    const owner = { name: "Olivia", email: "o@x.test", password: slug };
    const body = { name: "Harbour Coffee", slug, owner };
    const token = chat.config.secrets.operatorKey;
    expect(await chat.request("POST", "/api/v1/tenants", { token, body })).toMatchObject({
      status: 422,
      body: { errors: [{ path: "owner.password" }] },
    });
  });

  test("and with a link, which goes on working", async () => {
    const created = await chat.request("POST", "/api/v1/users", {
      token: tenant.owner.token,
      body: { name: "Uwe", email: `${randomUUID()}@acme.test`, role: "agent" },
    });
    const link = await until(() =>
      chat.database.readTenant(tenant.id, (tx) =>
        tx.selectFrom("password_links").selectAll().where("user_id", "=", created.body.id).executeTakeFirst(),
      ),
    );
    const token = passwordLinkToken(chat.config.secrets.links, tenant.id, link.id);
    const reset = (password: string) =>
      chat.request("POST", "/api/v1/auth/password/reset", { body: { token, password } });
    expect(await reset("chorus123")).toMatchObject({ status: 422, body: { errors: [{ path: "password" }] } });
    expect((await reset("seven green kettles")).status).toBe(204);
  });
});
