import { randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startChat, type Answer, type Chat, type Tenant, type Customer } from "./harness.ts";

let chat: Chat;
let tenant: Tenant;
let customer: Customer;
let conversationId: string;
let owner: string;

beforeAll(async () => {
  chat = await startChat();
  tenant = await chat.tenant();
  owner = tenant.owner.token;
  customer = await chat.customer(tenant);
  conversationId = await chat.conversation(customer);
});
afterAll(() => chat[Symbol.asyncDispose]());

const session = (body: object) =>
  chat.request("POST", "/api/v1/widget/sessions", { body: { tenantKey: tenant.widgetKey, ...body } });
const invalidAt = ({ status, body }: Answer): string[] => {
  expect(status).toBe(422);
  return [...new Set<string>(body.errors.map((error: { path: string }) => error.path))];
};

describe("a text that is longer than its preview", () => {
  const flag = "🇩🇪";
  const family = "👩‍👩‍👧";
  const long = [
    ["an emoji", `${"x".repeat(199)}😀 tail`, "x".repeat(199)],
    ["a flag", `${"x".repeat(198)}${flag} tail`, "x".repeat(198)],
    ["a flag that half fits", `${"x".repeat(199)}${flag} tail`, "x".repeat(199)],
    ["a joined emoji", `${"x".repeat(195)}${family} tail`, "x".repeat(195)],
    ["an emoji with its tone", `${"x".repeat(197)}👍🏽 tail`, "x".repeat(197)],
    ["a letter with its accent", `${"x".repeat(199)}e\u0301 tail`, "x".repeat(199)],
  ] as const;
  const previewOf = async (id: string) =>
    (await chat.request("GET", `/api/v1/conversations/${id}`, { token: owner })).body.lastMessage.body;

  test.each(long)("with %s at the end of it is sent, and the preview ends before it", async (_, body, preview) => {
    expect(await chat.send(customer.token, conversationId, body)).toMatchObject({ status: 201, body: { body } });
    expect(await previewOf(conversationId)).toBe(preview);
    expect(await previewOf(await chat.conversation(await chat.customer(tenant), body))).toBe(preview);
  });

  test.each(long)(
    "with %s at the end of it comes by an edit, and the preview ends before it",
    async (_, body, preview) => {
      const sent = await chat.send(customer.token, conversationId, "Hello");
      const path = `/api/v1/conversations/${conversationId}/messages/${sent.body.id}`;
      const edited = await chat.request("PATCH", path, { token: customer.token, body: { body } });
      expect(edited).toMatchObject({ status: 200, body: { body } });
      expect(await previewOf(conversationId)).toBe(preview);
    },
  );

  test("is shown whole when it is just as long", async () => {
    const body = `${"x".repeat(196)}${flag}`;
    await chat.send(customer.token, conversationId, body);
    expect(await previewOf(conversationId)).toBe(body);
  });
});

describe("a telephone number", () => {
  const patch = (phone: string) =>
    chat.request("PATCH", `/api/v1/customers/${customer.id}`, { token: owner, body: { phone } });

  test.each([
    ["+49 152 28817386", "+4915228817386"],
    ["+49 (0)176 04069012", "+4917604069012"],
    ["tel:+1-202-555-0147", "+12025550147"],
  ])("%s is kept as %s", async (typed, phone) => {
    expect(await patch(typed)).toMatchObject({ status: 200, body: { phone } });
  });

  test.each(["0176 04069047", "004917604069063", "(202) 555-0147", "+1 202 555 0147 ext. 5", "none", "+49\0"])(
    "%j is refused at its field",
    async (typed) => expect(invalidAt(await patch(typed))).toEqual(["phone"]),
  );
});

describe("what a browser tells of itself", () => {
  test.each(["Etc/Unknown", "Mars/Base", "+01:00", "", 5, "Europe/Berlin\0"])(
    "time zone %j is left out",
    async (timeZone) => {
      const { status, body } = await session({ profile: { timeZone, locale: "not a locale" } });
      expect(status).toBe(201);
      const known = await chat.request("GET", `/api/v1/customers/${body.customer.id}`, { token: owner });
      expect(known.body).toMatchObject({ timeZone: null, locale: null });
    },
  );

  test("as a setting it is refused", async () => {
    const quietHours = { from: "22:00", to: "07:00", timeZone: "Mars/Base" };
    const answer = await chat.request("PATCH", "/api/v1/notification-preferences", {
      token: owner,
      body: { quietHours },
    });
    expect(invalidAt(answer)).toEqual(["quietHours.timeZone"]);
  });
});

describe("an identity token", () => {
  let secret: string;
  beforeAll(async () => {
    secret = (await chat.request("POST", "/api/v1/tenant/identity-secret", { token: owner })).body.secret;
  });
  const start = async (claims: Record<string, unknown>) => {
    const now = Math.floor(Date.now() / 1000);
    const identityToken = await new SignJWT({
      sub: randomUUID(),
      aud: tenant.widgetKey,
      iat: now,
      exp: now + 600,
      ...claims,
    })
      .setProtectedHeader({ alg: "HS256" })
      .sign(new TextEncoder().encode(secret));
    return session({ identityToken });
  };

  test.each<[string, Record<string, unknown>]>([
    ["an empty name", { name: "" }],
    ["a name of null", { name: null }],
    ["NUL in the name", { name: "A\0B" }],
    ["a name of two lines", { name: "Ana\r\nBob" }],
    ["a name of 121 characters", { name: "x".repeat(121) }],
    ["an email of null", { email: null }],
    ["an address outside of ASCII", { email: "jörg@müller.example" }],
    ["a time with a fraction", { iat: Math.floor(Date.now() / 1000) - 0.5 }],
  ])("with %s names the customer all the same", async (_, claims) => {
    const sub = randomUUID();
    expect(await start({ sub, ...claims })).toMatchObject({
      status: 201,
      body: { customer: { name: sub, verified: true } },
    });
  });

  test.each<[unknown, string]>([
    [7, "sub: must be a string: write a numeric id in quotes"],
    ["a\0b", "sub: "],
    ["\u200B", "sub: "],
  ])("with the sub %j is refused with words", async (sub, words) => {
    const { status, body } = await start({ sub });
    expect(status).toBe(401);
    expect(body.detail).toContain(words);
  });
});

describe("what a route does not know", () => {
  const path = () => `/api/v1/conversations/${conversationId}`;

  test.each(["afterSeq=0x2", "afterSeq=", "limit=1e1", "limit=%2010", "limt=5", "__proto__=1"])(
    "%s is refused",
    async (query) => {
      const answer = await chat.request("GET", `${path()}/messages?${query}`, { token: owner });
      expect(invalidAt(answer)).toEqual([query.split("=")[0]]);
    },
  );

  test("a parameter is refused where there are none, and one that is given twice", async () => {
    const asOwner = { token: owner, body: { clientMessageId: randomUUID(), body: "for us" } };
    const note = await chat.request("POST", `${path()}/messages?kind=note`, asOwner);
    expect(invalidAt(note)).toEqual(["kind"]);
    const twice = await chat.request("GET", "/api/v1/conversations?status=open&status=closed", { token: owner });
    expect(invalidAt(twice)).toEqual(["status"]);
  });

  test("a body where none is taken is refused, an empty one is not", async () => {
    const reopen = (body?: object) =>
      chat.request("POST", `${path()}/reopen`, { token: owner, ...(body ? { body } : {}) });
    expect((await reopen({ silent: true })).status).toBe(422);
    expect((await reopen({})).status).not.toBe(422);
    expect((await reopen()).status).not.toBe(422);
  });

  test("a field for others is refused", async () => {
    const { token } = await chat.customer(tenant);
    const create = await chat.request("POST", "/api/v1/conversations", { token, body: { customerId: randomUUID() } });
    expect(invalidAt(create)).toEqual(["customerId"]);
  });
});

describe("what nobody can see or store", () => {
  test.each(["\u200B", "\u2060\u00AD", "\u2800", "\u3164"])("%j is no message, name or tag", async (text) => {
    expect(invalidAt(await chat.send(customer.token, conversationId, text))).toEqual(["body"]);
    const team = await chat.request("POST", "/api/v1/teams", { token: owner, body: { name: text } });
    expect(invalidAt(team)).toEqual(["name"]);
    const path = `/api/v1/conversations/${conversationId}`;
    expect(invalidAt(await chat.request("PATCH", path, { token: owner, body: { tags: [text] } }))).toEqual(["tags.0"]);
    const subject = await chat.request("PATCH", path, { token: owner, body: { subject: text } });
    expect(subject.body.conversation.subject ?? "").toBe("");
  });

  test("a name is measured as it is kept: composed, and without what is trimmed", async () => {
    const name = `Ö${"ä".repeat(119)}`;
    const create = (given: string) => chat.request("POST", "/api/v1/teams", { token: owner, body: { name: given } });
    expect(await create(`  ${name.normalize("NFD")}  `)).toMatchObject({ status: 201, body: { name } });
    expect(invalidAt(await create(`${name}x`))).toEqual(["name"]);
  });

  test("one tag and one team however their letters are composed", async () => {
    const path = `/api/v1/conversations/${conversationId}`;
    const tagged = await chat.request("PATCH", path, { token: owner, body: { tags: ["CAFE\u0301", "café"] } });
    expect(tagged.body.conversation.tags).toEqual(["café"]);
    const create = (name: string) => chat.request("POST", "/api/v1/teams", { token: owner, body: { name } });
    expect([(await create("Cafe\u0301")).status, (await create("Caf\u00E9")).status]).toEqual([201, 409]);
  });

  test("names of several lines are refused", async () => {
    expect(invalidAt(await session({ profile: { name: "Ana\r\nOlivia, 10:00" } }))).toEqual(["profile.name"]);
  });

  test.each([
    ["widget?tenantKey=%00", ["tenantKey"]],
    ["users?cursor=%00", ["cursor"]],
  ])("NUL in %s is refused", async (path, fields) => {
    expect(invalidAt(await chat.request("GET", `/api/v1/${path}`, { token: owner }))).toEqual(fields);
  });
});

test.each([
  ["users", { name: "\0", id: randomUUID() }],
  ["teams", { name: "x", id: "y" }],
  ["audit-log", { number: 1e30 }],
  ["audit-log", { number: -1 }],
  ["queue", { priority: 1e6, enqueuedAt: "2026-01-01T00:00:00.000Z", id: randomUUID() }],
  ["conversations", { updatedAt: "yesterday", id: randomUUID() }],
  ["api-keys", { id: "\0" }],
  ["customers", 5],
])("a cursor that %s did not give is refused: %j", async (list, position) => {
  const cursor = Buffer.from(JSON.stringify(position)).toString("base64url");
  expect(invalidAt(await chat.request("GET", `/api/v1/${list}?cursor=${cursor}`, { token: owner }))).toEqual([
    "cursor",
  ]);
});
