import { randomInt, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BEHIND_PROXY, startChat, type Tenant } from "./harness.ts";
import { solveChallenge } from "./sign-up-person.ts";

let chat: Awaited<ReturnType<typeof startChat>>;
let tenant: Tenant;

beforeAll(async () => {
  chat = await startChat();
  tenant = await chat.tenant();
});
afterAll(() => chat[Symbol.asyncDispose]());

const open = (body: object = {}) =>
  chat.request("POST", "/api/v1/widget/sessions", { body: { tenantKey: tenant.widgetKey, ...body } });
const setLimits = (limits: object) =>
  chat.request("PATCH", "/api/v1/tenant", { token: tenant.owner.token, body: { limits } });

describe("a tenant's own limits", () => {
  it("are shown whole, changed one by one, and bounded", async () => {
    const { body } = await setLimits({ sendsBurst: 30 });
    expect(body.limits).toMatchObject({ sendsBurst: 30, sendsPerSecond: 5, newVisitorsPerHour: 100 });
    expect((await setLimits({ sendsBurst: 0 })).status).toBe(422);
    expect((await setLimits({ sendsBurst: 1_000 })).status).toBe(422);
    expect((await setLimits({ frames: 1 })).status).toBe(422);
  });

  it("hold for REST sends: how many, and how long", async () => {
    const other = await chat.tenant();
    const limits = { sendsPerSecond: 1, sendsBurst: 3, bodyCharacters: 10 };
    await chat.request("PATCH", "/api/v1/tenant", { token: other.owner.token, body: { limits } });
    const customer = await chat.customer(other);
    const send = (body: string) =>
      chat.request("POST", "/api/v1/conversations", {
        token: customer.token,
        body: { message: { clientMessageId: randomUUID(), body } },
      });
    expect(await send("eleven char")).toMatchObject({ status: 422, body: { errors: [{ path: "body" }] } });
    const statuses = [];
    for (let count = 0; count < 4; count += 1) statuses.push((await send("short")).status);
    expect(statuses).toEqual([201, 200, 200, 429]);
  });

  it("hold for the note of a transfer", async () => {
    const other = await chat.tenant();
    const { token } = other.owner;
    await chat.request("PATCH", "/api/v1/tenant", { token, body: { limits: { bodyCharacters: 10 } } });
    const conversationId = await chat.conversation(await chat.customer(other));
    const transfer = (note: string) =>
      chat.request("POST", `/api/v1/conversations/${conversationId}/transfer`, {
        token,
        body: { agentId: other.owner.id, note },
      });
    expect(await transfer("eleven char")).toMatchObject({ status: 422, body: { errors: [{ path: "note" }] } });
    expect((await transfer("ten chars!")).status).toBe(200);
  });
});

describe("what anybody with a session may do again and again", () => {
  // Its visitors are not those whom the tests below count.
  let busy: Tenant;
  beforeAll(async () => {
    busy = await chat.tenant();
  });

  it("rate: the same again changes nothing, and minds are changed ten times an hour", async () => {
    const customer = await chat.customer(busy);
    const conversationId = await chat.conversation(customer);
    await chat.request("POST", `/api/v1/conversations/${conversationId}/close`, { token: customer.token });
    const rate = (score: number, comment: string) =>
      chat.request("POST", `/api/v1/conversations/${conversationId}/rating`, {
        token: customer.token,
        body: { score, comment },
      });
    for (let count = 0; count < 3; count += 1) expect((await rate(5, "fine")).status).toBe(200);
    for (let count = 0; count < 7; count += 1) expect((await rate(4, `no: ${count}`)).status).toBe(200);
    const refused = await rate(3, "once more");
    expect(refused).toMatchObject({ status: 429, body: { code: "rate_limited" } });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    const rated = await chat.database.readTenant(busy.id, (tx) =>
      tx.selectFrom("events").select("seq").where("kind", "=", "conversation.rated").execute(),
    );
    expect(rated).toHaveLength(1 + 7);
  });

  it("take messages back: as often as one sends", async () => {
    const customer = await chat.customer(busy);
    const conversationId = await chat.conversation(customer);
    const { body: message } = await chat.send(customer.token, conversationId, "not this");
    const path = `/api/v1/conversations/${conversationId}/messages/${message.id}`;
    const statuses = [];
    for (let count = 0; count < 40; count += 1)
      statuses.push((await chat.request("DELETE", path, { token: customer.token })).status);
    expect(statuses).toContain(429);
  });

  it("write anything else: so many a minute, with the time to wait, before anything of it is read", async () => {
    const agent = await chat.person(busy, "agent");
    const write = () =>
      chat.request("PUT", "/api/v1/users/me/availability", { token: agent.token, body: { status: "never" } });
    const answers = [];
    for (let count = 0; count < 121; count += 1) answers.push(await write());
    expect(answers.slice(0, 120).map(({ status }) => status)).toEqual(Array(120).fill(422));
    expect(answers[120]).toMatchObject({ status: 429, body: { code: "rate_limited", retryMs: expect.any(Number) } });
    expect((await chat.request("GET", "/api/v1/auth/me", { token: agent.token })).status).toBe(200);
  });
});

it("the operator key is not guessed for long, and the right one uses nothing up", async () => {
  const proxied = await startChat({ variables: BEHIND_PROXY });
  const [, one, two, three] = randomUUID().split("-");
  const suspend = (token: string, host: number) =>
    proxied.request("POST", `/api/v1/tenants/${tenant.id}/resume`, {
      token,
      headers: { "x-forwarded-for": `2001:${one}:${two}:${three}::${host}` },
    });
  const { operatorKey } = proxied.config.secrets;
  const right = await Promise.all(Array.from({ length: 100 }, (_, host) => suspend(operatorKey, host)));
  expect(new Set(right.map(({ status }) => status))).toEqual(new Set([404]));
  const guesses = await Promise.all(
    Array.from({ length: 40 }, (_, host) => suspend(`guess ${host}`.replace(" ", "-"), host)),
  );
  expect(guesses.filter(({ status }) => status === 401)).toHaveLength(30);
  expect(guesses.filter(({ status }) => status === 429)).toHaveLength(10);
  expect((await suspend(operatorKey, 1)).status).toBe(429);
  await proxied[Symbol.asyncDispose]();
});

it("a network of customers does not use up what a tenant's customers share", async () => {
  const variables = { ...BEHIND_PROXY, WRITES_PER_CUSTOMER_NETWORK: "4", WRITES_PER_COMPANY: "6" };
  await using proxied = await startChat({ variables });
  const theirs = await proxied.tenant();
  const [flood, others] = [`198.51.100.${randomInt(250)}`, `203.0.113.${randomInt(250)}`];
  async function writes(network: string, count: number): Promise<number[]> {
    const { token } = await proxied.customer(theirs);
    const statuses = [];
    for (let index = 0; index < count; index += 1) {
      const path = `/api/v1/conversations/${randomUUID()}/rating`;
      const input = { token, body: { score: 5 }, headers: { "x-forwarded-for": network } };
      statuses.push((await proxied.request("POST", path, input)).status);
    }
    return statuses;
  }
  expect(await writes(flood, 3)).toEqual([404, 404, 404]);
  expect(await writes(flood, 40)).toEqual([404, ...Array(39).fill(429)]);
  expect(await writes(others, 3)).toEqual([404, 404, 429]);
});

it("strangers are heard less than those who are known: 32 KiB", async () => {
  const large = { tenantKey: tenant.widgetKey, linkToken: "x".repeat(40_000) };
  expect(await chat.request("POST", "/api/v1/widget/sessions", { body: large })).toMatchObject({
    status: 413,
    body: { code: "payload_too_large" },
  });
});

describe("visitors whom nobody knows", () => {
  beforeAll(() => setLimits({ newVisitorsPerHour: 2 }));

  it("work for it above the limit of their address, once for each", async () => {
    const known = (await open()).body.deviceToken;
    await open();
    const refused = await open();
    expect(refused).toMatchObject({ status: 429, body: { code: "proof_required", challenge: { difficultyBits: 15 } } });
    expect(await open({ proof: { token: refused.body.challenge.token, counter: 0 } })).toMatchObject({ status: 429 });

    const proof = solveChallenge(refused.body.challenge);
    expect((await open({ proof })).status).toBe(201);
    expect((await open({ proof })).status).toBe(429);
    expect((await open({ deviceToken: known })).status).toBe(201);
  });

  it("are counted for each tenant apart", async () => {
    const other = await chat.tenant();
    expect((await open({ tenantKey: other.widgetKey })).status).toBe(201);
  });
});
