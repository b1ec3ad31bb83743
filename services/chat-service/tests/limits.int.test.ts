import { createHash, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startChat, type Company } from "./harness.ts";

let chat: Awaited<ReturnType<typeof startChat>>;
let company: Company;

beforeAll(async () => {
  chat = await startChat();
  company = await chat.company();
});
afterAll(() => chat[Symbol.asyncDispose]());

/** What a browser does, in the plainest way. */
function solve({ token, difficultyBits }: { token: string; difficultyBits: number }) {
  for (let counter = 0; ; counter += 1) {
    const digest = createHash("sha256").update(`${token}:${counter}`).digest();
    if (Math.clz32(digest.readUInt32BE(0)) >= difficultyBits) return { token, counter };
  }
}

const open = (body: object = {}) =>
  chat.request("POST", "/api/v1/widget/sessions", { body: { tenantKey: company.widgetKey, ...body } });
const setLimits = (limits: object) =>
  chat.request("PATCH", "/api/v1/tenant", { token: company.owner.token, body: { limits } });

describe("a tenant's own limits", () => {
  it("are shown whole, changed one by one, and bounded", async () => {
    const { body } = await setLimits({ sendsBurst: 30 });
    expect(body.limits).toMatchObject({ sendsBurst: 30, sendsPerSecond: 5, newVisitorsPerHour: 100 });
    expect((await setLimits({ sendsBurst: 0 })).status).toBe(422);
    expect((await setLimits({ sendsBurst: 1_000 })).status).toBe(422);
    expect((await setLimits({ frames: 1 })).status).toBe(422);
  });

  it("hold for REST sends: how many, and how long", async () => {
    const other = await chat.company();
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
});

describe("visitors whom nobody knows", () => {
  beforeAll(() => setLimits({ newVisitorsPerHour: 2 }));

  it("work for it above the limit of their address, once for each", async () => {
    const known = (await open()).body.deviceToken;
    await open();
    const refused = await open();
    expect(refused).toMatchObject({ status: 429, body: { code: "proof_required", challenge: { difficultyBits: 15 } } });
    expect(await open({ proof: { token: refused.body.challenge.token, counter: 0 } })).toMatchObject({ status: 429 });

    const proof = solve(refused.body.challenge);
    expect((await open({ proof })).status).toBe(201);
    expect((await open({ proof })).status).toBe(429);
    expect((await open({ deviceToken: known })).status).toBe(201);
  });

  it("are counted for each company apart", async () => {
    const other = await chat.company();
    expect((await open({ tenantKey: other.widgetKey })).status).toBe(201);
  });
});
