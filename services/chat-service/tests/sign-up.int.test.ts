import { randomUUID } from "node:crypto";
import { SYSTEM_TENANT } from "@chorus/contracts/tasks";
import { testRedisUrl } from "@chorus/testing/test-redis";
import { Redis } from "ioredis";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createSignUpLimits } from "../src/limits/sign-up-limits.ts";
import { BEHIND_PROXY, PASSWORD, startChat, type Chat } from "./harness.ts";
import { fromElsewhere, signUps, solveChallenge } from "./sign-up-person.ts";

const DAY_MS = 24 * 3_600_000;

let chat: Chat;
let person: ReturnType<typeof signUps>;
let aheadMs = 0;
beforeAll(async () => {
  chat = await startChat({ clock: { now: () => Date.now() + aheadMs }, variables: BEHIND_PROXY });
  person = signUps(chat);
});
afterAll(() => chat[Symbol.asyncDispose]());
beforeEach(async () => {
  aheadMs = 0;
  await person.open();
});

const newSlug = () => `co-${randomUUID().slice(0, 8)}`;
const tenantOf = (token: string) => token.split(".")[0] ?? "";

describe("the operator's word", () => {
  test("sign-up is by invitation until the operator opens it, and the operator's log has both", async () => {
    await person.close();
    aheadMs = 5_000;
    expect(await person.isOpen()).toBe(false);
    const email = `${randomUUID()}@aster.test`;
    const refused = await person.ask({ email });
    expect([refused.status, refused.body.code]).toEqual([403, "switched_off"]);
    expect(refused.body.detail).toBe("Companies are opened by invitation here.");
    expect(await person.pending(email)).toEqual([]);
    await person.open();
    aheadMs = 10_000;
    expect(await person.isOpen()).toBe(true);
    expect((await person.ask({ email })).status).toBe(202);
    const log = await chat.database.readTenant(SYSTEM_TENANT, (tx) =>
      tx.selectFrom("operator_log").select(["action", "detail"]).orderBy("id", "desc").limit(2).execute(),
    );
    const on = { isOn: true, percentage: 100, expiresAt: null };
    expect(log).toEqual([
      { action: "flag.set", detail: { flag: "sign_up", from: null, to: on } },
      { action: "flag.set", detail: { flag: "sign_up", from: on, to: null } },
    ]);
  });

  test("it is for the whole installation: not for a share of companies, and no company has it", async () => {
    const tenant = await chat.tenant();
    const operator = { token: chat.config.secrets.operatorKey };
    const share = { ...operator, body: { isOn: true, percentage: 30 } };
    const { status, body } = await chat.request("PUT", "/api/v1/flags/sign_up", share);
    expect([status, body.errors?.[0]?.path]).toEqual([422, "percentage"]);
    const flags = `/api/v1/tenants/${tenant.id}/flags`;
    const own = await chat.request("PUT", `${flags}/sign_up`, { ...operator, body: { isOn: true } });
    expect(own.body.code).toBe("not_found");
    const names = (items: { flag: string }[]) => items.map(({ flag }) => flag);
    expect(names((await chat.request("GET", flags, operator)).body.items)).not.toContain("sign_up");
    expect(names((await chat.request("GET", "/api/v1/flags", operator)).body.items)).toContain("sign_up");
    const owner = { token: tenant.owner.token };
    expect(names((await chat.request("GET", "/api/v1/tenant/flags", owner)).body.items)).not.toContain("sign_up");
  });

  test("what ends by itself is closed from then on", async () => {
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    await chat.request("PUT", "/api/v1/flags/sign_up", {
      token: chat.config.secrets.operatorKey,
      body: { isOn: true, expiresAt },
    });
    expect((await person.ask()).status).toBe(202);
    aheadMs = 2 * 3_600_000;
    expect((await person.ask()).body.code).toBe("switched_off");
  });
});

test("a stranger opens a company, signs in with it and is its owner; the link works once", async () => {
  const email = `${randomUUID()}@aster.test`;
  const token = await person.link({ email, companyName: "Müller & Söhne GmbH", name: "Mia Müller" });
  const tenantId = tenantOf(token);
  const open = await chat.database.readTenant(tenantId, (tx) =>
    tx.selectFrom("tasks").select(["name", "dedup_key", "payload"]).execute(),
  );
  expect(open).toEqual([{ name: "sign_up.mail", dedup_key: tenantId, payload: {} }]);

  const read = await person.read(token);
  expect(read.body).toMatchObject({ companyName: "Müller & Söhne GmbH", email, isSlugFree: true });
  expect(read.body.slug).toMatch(/^mueller-soehne(-\d+)?$/);
  const other = await chat.tenant();
  expect((await person.read(token, other.slug)).body).toMatchObject({ slug: other.slug, isSlugFree: false });
  expect((await person.read(token, "Not A Slug")).status).toBe(422);

  const slug = newSlug();
  const confirmed = await person.confirm(token, slug);
  expect(confirmed.status).toBe(201);
  expect(confirmed.body.user).toMatchObject({ name: "Mia Müller", email, role: "owner", tenantId });
  const cookies = confirmed.headers.getSetCookie().join("\n");
  expect(cookies).toMatch(/^chorus_refresh=.*HttpOnly; SameSite=Strict$/m);
  expect(cookies).toMatch(/^chorus_device=/m);
  expect(confirmed.body).not.toHaveProperty("refreshToken");
  const me = await chat.request("GET", "/api/v1/auth/me", { token: confirmed.body.accessToken });
  expect(me.body).toEqual(confirmed.body.user);
  const tenant = await chat.request("GET", "/api/v1/tenant", { token: confirmed.body.accessToken });
  expect(tenant.body).toMatchObject({ slug, name: "Müller & Söhne GmbH" });
  expect(await chat.login(slug, email)).toEqual(expect.any(String));
  const audit = await chat.request("GET", "/api/v1/audit-log", { token: confirmed.body.accessToken });
  const owner = { type: "user", id: confirmed.body.user.id };
  expect(audit.body.items.map(({ action, actor }: { action: string; actor: object }) => ({ action, actor }))).toEqual([
    { action: "auth.login", actor: owner },
    { action: "auth.login", actor: owner },
    { action: "tenant.create", actor: owner },
  ]);

  expect(await person.pending(email)).toEqual([]);
  for (const again of [await person.read(token), await person.confirm(token, newSlug())])
    expect([again.status, again.body.code]).toEqual([401, "unauthenticated"]);
});

describe("what is stored before the address is confirmed", () => {
  test("is one row with what was filled in, and nothing else anywhere", async () => {
    const email = `${randomUUID()}@aster.test`;
    await person.ask({ email, language: "de" });
    expect(await chat.rowsWith(email)).toEqual(["sign_ups"]);
    const [row] = await person.pending(email);
    expect(row).toMatchObject({ company_name: "Aster Outdoor", name: "Mia Berg", email, language: "de" });
    expect(Object.keys(row ?? {}).toSorted()).toEqual(
      ["tenant_id", "company_name", "name", "email", "language", "created_at", "expires_at", "handed_at"].toSorted(),
    );
  });

  test("the answer is the same for somebody who has a company already", async () => {
    const known = (await chat.tenant()).owner.email;
    const answers = [await person.ask({ email: known }), await person.ask()];
    for (const { status, body } of answers) expect([status, body]).toEqual([202, { sent: true }]);
    expect(await person.pending(known)).toHaveLength(1);
  });
});

describe("a proof of work", () => {
  test("is asked for each time, counts once, for its address and its minutes", async () => {
    const body = person.asked();
    const without = await person.send(body);
    expect([without.status, without.body.code]).toEqual([429, "proof_required"]);
    const proof = solveChallenge(without.body.challenge);
    expect((await person.send({ ...body, email: `${randomUUID()}@aster.test`, proof })).body.code).toBe(
      "proof_required",
    );
    aheadMs = 6 * 60_000;
    expect((await person.send({ ...body, proof })).body.code).toBe("proof_required");
    aheadMs = 0;
    expect((await person.send({ ...body, proof })).status).toBe(202);
    expect((await person.send({ ...body, proof })).body.code).toBe("proof_required");
    expect(await person.pending(body.email)).toHaveLength(1);
  });

  test("without one nothing is counted: nobody uses up what somebody else's mailbox may get", async () => {
    const body = person.asked();
    for (let times = 0; times < 20; times += 1) await person.send({ ...body, proof: { token: "x", counter: 1 } });
    expect((await person.ask(body)).status).toBe(202);
    expect(await person.pending(body.email)).toHaveLength(1);
  });
});

describe("limits, which are consumed first", () => {
  test("a mailbox gets three mails a day, however its address is spelled, and nobody is told", async () => {
    const local = randomUUID().slice(0, 8);
    const emails = [`a${local}`, `a${local}+1`, `a.${local}`, `A${local}+2`].map((name) => `${name}@aster.test`);
    const answers: unknown[] = [];
    for (const email of emails) answers.push((await person.ask({ email })).status);
    expect(answers).toEqual([202, 202, 202, 202]);
    const stored = await Promise.all(emails.map((email) => person.pending(email.toLowerCase())));
    expect(stored.flat()).toHaveLength(3);
  });

  test("a network (/64) asks ten times an hour, and uses up nothing of others", async () => {
    const network = fromElsewhere();
    const [first = ""] = Object.values(network);
    const statuses: number[] = [];
    for (let host = 1; host <= 11; host += 1)
      statuses.push((await person.ask({}, { "x-forwarded-for": first.replace(/1$/, String(host)) })).status);
    expect(statuses).toEqual([...Array<number>(10).fill(202), 429]);
    expect((await person.ask()).status).toBe(202);
  });

  test("they count before anything is looked up: also what is refused then", async () => {
    await person.close();
    const network = fromElsewhere();
    for (let times = 0; times < 10; times += 1) expect((await person.ask({}, network)).status).toBe(403);
    expect((await person.ask({}, network)).body.code).toBe("rate_limited");
  });

  test("the whole installation mails so many an hour; who is refused for that has lost nothing of their own", async () => {
    const redis = new Redis(testRedisUrl());
    // Other tests of this file count there as well.
    await redis.del(...(await redis.keys("sign-up:*")), "none");
    const limits = createSignUpLimits(redis);
    const ask = (at: number, email = `${at}@many.test`) => limits.ask(email, `198.51.${at >> 8}.${at & 255}`);
    for (let at = 0; at < 300; at += 1) expect(await ask(at)).toBe(true);
    for (let times = 0; times < 12; times += 1)
      await expect(ask(300, "late@many.test")).rejects.toMatchObject({ code: "rate_limited" });
    await redis.del(...(await redis.keys("sign-up:everybody*")));
    expect(await ask(300, "late@many.test")).toBe(true);
    await redis.del(...(await redis.keys("sign-up:*")));
    await redis.quit();
  });
});

describe("a link", () => {
  test("whose token is another by one character leads nowhere", async () => {
    const token = await person.link();
    for (let at = 0; at < token.length; at += 1) {
      const other = token[at] === "a" ? "b" : "a";
      const changed = token.slice(0, at) + other + token.slice(at + 1);
      const answers = [await person.read(changed), await person.confirm(changed, newSlug())];
      for (const { status, body } of answers) expect([at, status, body.code]).toEqual([at, 401, "unauthenticated"]);
    }
    for (const changed of [`${token}.`, `${token}a`, token.slice(1), token.split(".")[0] ?? ""])
      expect((await person.read(changed)).body.code).toBe("unauthenticated");
    expect((await person.read(token)).status).toBe(200);
  });

  test("is over after its day", async () => {
    const token = await person.link();
    aheadMs = DAY_MS - 60_000;
    expect((await person.read(token)).status).toBe(200);
    aheadMs = DAY_MS + 1_000;
    expect((await person.read(token)).body.code).toBe("unauthenticated");
    expect((await person.confirm(token, newSlug())).body.code).toBe("unauthenticated");
  });

  test("does nothing while sign-up is closed, and works again when it is open within its day", async () => {
    const token = await person.link();
    await person.close();
    expect((await person.read(token)).body.code).toBe("switched_off");
    expect((await person.confirm(token, newSlug())).body.code).toBe("switched_off");
    await person.open();
    expect((await person.confirm(token, newSlug())).status).toBe(201);
  });

  test("stays as it was after a short name that is taken, and a password that is guessed first", async () => {
    const token = await person.link({ companyName: "Aster Outdoor" });
    const taken = (await chat.tenant()).slug;
    expect((await person.confirm(token, taken)).body).toMatchObject({ status: 409, code: "already_exists" });
    for (const password of ["password", "aster-outdoor-1", "short"]) {
      const { status, body } = await person.confirm(token, newSlug(), password);
      expect([status, body.errors[0].path]).toEqual([422, "password"]);
    }
    expect((await person.confirm(token, newSlug())).status).toBe(201);
  });

  test("fifty at once make one company", async () => {
    const email = `${randomUUID()}@aster.test`;
    const token = await person.link({ email });
    const answers = await Promise.all(Array.from({ length: 50 }, () => person.confirm(token, newSlug())));
    const statuses = answers.map(({ status }) => status).toSorted((one, other) => one - other);
    expect(statuses).toEqual([201, ...Array<number>(49).fill(401)]);
    expect(await chat.rowsWith(email)).toEqual(["users"]);
  });

  test("of two that want one short name at the same moment one gets it, and the other one chooses again", async () => {
    const [one, other] = [await person.link(), await person.link()];
    const slug = newSlug();
    const answers = await Promise.all([person.confirm(one, slug), person.confirm(other, slug)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    const loser = answers[0].status === 409 ? one : other;
    expect((await person.confirm(loser, newSlug())).status).toBe(201);
  });

  test("reads and confirmations have a limit of their own", async () => {
    const token = await person.link();
    const codes = new Set<string>();
    for (let times = 0; times < 61; times += 1)
      codes.add((await person.confirm(token, newSlug(), "password")).body.code);
    expect([...codes]).toEqual(["invalid", "rate_limited"]);
    const reads = new Set<number>();
    for (let times = 0; times < 301; times += 1) reads.add((await person.read(token)).status);
    expect([...reads]).toEqual([200, 429]);
  });
});

describe("hostile names", () => {
  test.each([
    ["Aster\r\nBcc: victim@bank.test"],
    ["\u200B\u2060"],
    ["Aster\u0000"],
    ["Aster\u2028Outdoor"],
    ["x".repeat(121)],
    [""],
    ["   "],
  ])("%j is refused, of a company and of a person", async (name) => {
    for (const field of ["companyName", "name"]) {
      const { status, body } = await person.send(person.asked({ [field]: name }));
      expect([status, body.errors[0].path]).toEqual([422, field]);
    }
  });

  test.each([
    ["<script>alert(1)</script>"],
    ["'; drop table tenants; --"],
    ["$(rm -rf /) `id` %s %n {{7*7}}"],
    ["👩‍👩‍👧‍👦".repeat(10)],
    ["日本語"],
    ["شركة"],
  ])("%j is a name like any other", async (name) => {
    const token = await person.link({ companyName: name, name });
    const { body: read } = await person.read(token);
    expect(read.companyName).toBe(name);
    const { status, body } = await person.confirm(token, read.slug);
    expect([status, body.user.name]).toEqual([201, name]);
    const listed = await chat.request("GET", `/api/v1/tenants?q=${read.slug}`, {
      token: chat.config.secrets.operatorKey,
    });
    expect(listed.body.items.map(({ tenant }: { tenant: { name: string } }) => tenant.name)).toContain(name);
  });

  test("what turns the direction of text is dropped", async () => {
    const token = await person.link({ companyName: "Aster\u202E Outdoor" });
    expect((await person.read(token)).body.companyName).toBe("Aster Outdoor");
  });

  test.each(["mia", "mia@", "mia@aster", "a@b.test, c@d.test", "mia@aster.test\r\nRCPT TO:<x@y.test>"])(
    "%j is no address",
    async (email) => {
      const { status, body } = await person.send(person.asked({ email }));
      expect([status, body.errors[0].path]).toEqual([422, "email"]);
    },
  );
});

test("another page than the desk's is not signed in with a link", async () => {
  const token = await person.link();
  const answer = await chat.request("POST", "/api/v1/sign-up/confirm", {
    body: { token, slug: newSlug(), password: PASSWORD },
    headers: { origin: "https://evil.test", "sec-fetch-site": "cross-site" },
  });
  expect(answer.body.code).toBe("forbidden");
  expect((await person.read(token)).status).toBe(200);
});
