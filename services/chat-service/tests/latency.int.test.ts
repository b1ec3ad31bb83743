import { randomUUID } from "node:crypto";
import { createServiceTokens } from "@chorus/auth/service-token";
import { LATENCY_BOUNDS_MS, LATENCY_NUMBERS, LATENCY_WINDOWS, latencyFigures } from "@chorus/contracts/latency";
import { openDatabase } from "@chorus/database/database";
import { createLogger } from "@chorus/observability/logger";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rollUpLatency } from "../src/latency/roll-up-latency.ts";
import { startChat, type Chat, type Tenant } from "./harness.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

let chat: Chat;
let nowMs = Date.now();
beforeAll(async () => {
  nowMs -= nowMs % MINUTE_MS;
  chat = await startChat({ clock: { now: () => nowMs } });
});
afterAll(() => chat[Symbol.asyncDispose]());

const tokenOf = () =>
  createServiceTokens({
    ...{ service: "websocket-gateway", audience: "chat-service", secret: chat.config.secrets.internal },
    now: () => nowMs,
  })();

/** Numbers of a minute with so many messages in the buckets that end at these bounds. */
const numbersOf = (messages: Partial<Record<number, number>>, failed = 0) => [
  ...[...LATENCY_BOUNDS_MS, Infinity].map((bound) => messages[bound] ?? 0),
  failed,
];

/** 1 to 14: a sum in the wrong place shows. */
const PLACES = Array.from({ length: LATENCY_NUMBERS }, (_, place) => place + 1);

/** As a gateway does. */
async function handOver(
  counted: { tenantId: string; numbers: number[] }[],
  { source = randomUUID(), atMs = nowMs }: { source?: string; atMs?: number } = {},
) {
  const answer = await chat.request("POST", "/internal/v1/latency", {
    token: await tokenOf(),
    body: { source, minute: new Date(atMs).toISOString(), tenants: counted },
  });
  expect(answer.status).toBe(204);
}

const own = async ({ owner }: Tenant, window = "day") =>
  (await chat.request("GET", `/api/v1/tenant/latency?window=${window}`, { token: owner.token })).body;
const listed = async (query: string) =>
  (await chat.request("GET", `/api/v1/latency?${query}`, { token: chat.config.secrets.operatorKey })).body;

/** Of one tenant, `count` of them `everyMs` apart, the last at `untilMs`; each place with another number. */
const seed = (tenantId: string, span: string, count: number, everyMs: number, untilMs: number) =>
  chat.asOwner(`insert into tenant_latency (tenant_id, span, starts_at, source, numbers)
    select '${tenantId}', '${span}', to_timestamp(${untilMs / 1_000} - n * ${everyMs / 1_000}),
      ${span === "minute" ? "gen_random_uuid()" : "'00000000-0000-0000-0000-000000000000'"},
      array[${PLACES.join(",")}]::bigint[]
    from generate_series(0, ${count - 1}) n`);
const spansOf = async ({ id }: Tenant) => {
  const rows = await chat.database.readTenant(id, (tx) =>
    tx
      .selectFrom("tenant_latency")
      .select((eb) => ["span", eb.fn.countAll<number>().as("count")])
      .groupBy("span")
      .execute(),
  );
  return Object.fromEntries(rows.map(({ span, count }) => [span, count]));
};

/** As the task does, with the rights of chat-service. */
async function rollUp(): Promise<void> {
  const database = openDatabase({ ...chat.config.database, applicationName: "test", onError: () => undefined });
  const logger = createLogger({ service: "t", level: "silent", pretty: false });
  await rollUpLatency({ database, clock: { now: () => nowMs }, logger }, AbortSignal.timeout(60_000));
  await database.close();
}

test("a minute that is handed over again counts once; those of other processes are added", async () => {
  const tenant = await chat.tenant();
  const source = randomUUID();
  const counted = [{ tenantId: tenant.id, numbers: numbersOf({ 5: 3, 20: 1 }, 2) }];
  await Promise.all([handOver(counted, { source }), handOver(counted, { source }), handOver(counted, { source })]);
  expect(await own(tenant)).toMatchObject({ messages: 4, failed: 2 });
  await handOver(counted);
  await handOver(counted, { source, atMs: nowMs - MINUTE_MS });
  expect(await own(tenant)).toMatchObject({ messages: 12, failed: 6 });
});

test("a tenant that is not there any more is left out, and the others of that minute are not", async () => {
  const tenant = await chat.tenant();
  const numbers = numbersOf({ 5: 1 });
  await handOver([
    { tenantId: randomUUID(), numbers },
    { tenantId: tenant.id, numbers },
  ]);
  expect(await own(tenant)).toMatchObject({ messages: 1 });
});

test("what is too old to be known as a repeat, or still to come, is not taken; what is no minute of numbers is refused", async () => {
  const tenant = await chat.tenant();
  const counted = [{ tenantId: tenant.id, numbers: numbersOf({ 5: 1 }) }];
  await handOver(counted, { atMs: nowMs - HOUR_MS - MINUTE_MS });
  await handOver(counted, { atMs: nowMs + 2 * MINUTE_MS });
  expect(await own(tenant)).toMatchObject({ messages: 0, p99Ms: null, slowShare: null });
  const body = {
    source: randomUUID(),
    minute: new Date(nowMs).toISOString(),
    tenants: [{ tenantId: tenant.id, numbers: [1] }],
  };
  expect((await chat.request("POST", "/internal/v1/latency", { token: await tokenOf(), body })).status).toBe(422);
});

test("everybody sees their own company's figures, admins alone; row security shows no others", async () => {
  const [one, other] = [await chat.tenant(), await chat.tenant()];
  await handOver([
    { tenantId: one.id, numbers: numbersOf({ 10: 10 }) },
    { tenantId: other.id, numbers: numbersOf({ 1000: 5 }, 3) },
  ]);
  expect(await own(one)).toMatchObject({ messages: 10, failed: 0, p50Ms: 7.5, slowShare: 0 });
  expect(await own(other)).toMatchObject({ messages: 5, failed: 3, p50Ms: 750, slowShare: 1 });
  const supervisor = await chat.person(one, "supervisor");
  expect((await chat.request("GET", "/api/v1/tenant/latency", { token: supervisor.token })).status).toBe(403);
  const seen = await chat.database.readTenant(one.id, (tx) =>
    tx.selectFrom("tenant_latency").select("tenant_id").execute(),
  );
  expect(seen).toEqual([{ tenant_id: one.id }]);
});

test("the operator has the slowest first, or the largest of another figure, by pages and by a part of the name", async () => {
  const tenants = [await chat.tenant(), await chat.tenant(), await chat.tenant(), await chat.tenant()];
  const [fast, slow, broken, silent] = tenants.map(({ id }) => id);
  const word = randomUUID().slice(0, 8);
  await chat.asOwner(
    `update tenants set name = '100% ${word}' where tenant_id in (${tenants.map(({ id }) => `'${id}'`).join(",")})`,
  );
  await handOver([
    { tenantId: fast!, numbers: numbersOf({ 5: 100 }) },
    { tenantId: slow!, numbers: numbersOf({ 5: 9, 2500: 1 }) },
    { tenantId: broken!, numbers: numbersOf({}, 4) },
  ]);
  const q = `q=${encodeURIComponent(`% ${word.toUpperCase()}`)}`;
  const idsOf = ({ items }: { items: { tenant: { id: string } }[] }) => items.map(({ tenant }) => tenant.id);
  expect(idsOf(await listed(q))).toEqual([slow, fast, broken]);
  expect(idsOf(await listed(`${q}&sort=messages`))).toEqual([fast, slow, broken]);
  expect(idsOf(await listed(`${q}&sort=failed`))[0]).toBe(broken);
  const first = await listed(`${q}&sort=p99&limit=2`);
  expect(idsOf(first)).toEqual([slow, fast]);
  const second = await listed(`${q}&sort=p99&limit=2&cursor=${encodeURIComponent(first.nextCursor)}`);
  expect([idsOf(second), second.nextCursor]).toEqual([[broken], null]);
  expect(second.items[0]).toMatchObject({ messages: 0, failed: 4, p99Ms: null, slowShare: null });
  expect(idsOf(await listed("limit=200"))).not.toContain(silent);
  expect((await chat.request("GET", "/api/v1/latency", { token: tenants[0]!.owner.token })).status).toBe(401);
});

test("messages over REST are counted, those that are refused are not", async () => {
  const tenant = await chat.tenant();
  const customer = await chat.customer(tenant);
  const conversationId = await chat.conversation(customer);
  for (let count = 0; count < 3; count += 1)
    expect((await chat.send(tenant.owner.token, conversationId, "hello")).status).toBe(201);
  expect((await chat.send(tenant.owner.token, randomUUID(), "nowhere")).status).toBe(404);
  nowMs += MINUTE_MS;
  await expect.poll(() => own(tenant, "hour"), { timeout: 5_000 }).toMatchObject({ messages: 3, failed: 0 });
});

test("minutes become hours and hours days without any figure changing, and days go after 35 days", async () => {
  const tenant = await chat.tenant();
  const minuteMs = nowMs - (nowMs % MINUTE_MS);
  const dayMs = nowMs - (nowMs % DAY_MS);
  // More than a batch, from two days ago up to now.
  await seed(tenant.id, "minute", 5_400, MINUTE_MS / 2, minuteMs);
  await seed(tenant.id, "hour", 24 * 6, HOUR_MS, dayMs - 2 * DAY_MS);
  await seed(tenant.id, "day", 40, DAY_MS, dayMs);
  const figures = () => Promise.all(LATENCY_WINDOWS.map((window) => own(tenant, window)));
  const before = await figures();
  expect(new Set(before.map(({ messages }) => messages)).size).toBe(3);
  await rollUp();
  expect(await figures()).toEqual(before);
  const spans = await spansOf(tenant);
  // Two minutes' rows a minute, of at most three hours; two days of hours; 35 days and today.
  expect(spans["minute"]).toBeLessThanOrEqual(2 * 180);
  expect(spans["hour"]).toBeLessThanOrEqual(48);
  expect(spans["day"]).toBe(36);
  await rollUp();
  expect(await figures()).toEqual(before);
  expect(await spansOf(tenant)).toEqual(spans);
  for (const [index, window] of LATENCY_WINDOWS.entries())
    expect((await listed(`q=${tenant.slug}&window=${window}`)).items[0]).toMatchObject(before[index]);
});

test("a minute that comes after its hour was added up is added to it", async () => {
  const tenant = await chat.tenant();
  const hourMs = nowMs - (nowMs % HOUR_MS) - 5 * HOUR_MS;
  await seed(tenant.id, "minute", 3, MINUTE_MS, hourMs + 10 * MINUTE_MS);
  await rollUp();
  await seed(tenant.id, "minute", 2, MINUTE_MS, hourMs + 30 * MINUTE_MS);
  await rollUp();
  expect(await spansOf(tenant)).toEqual({ hour: 1 });
  expect(await own(tenant)).toEqual(latencyFigures(PLACES.map((number) => 5 * number)));
});

test("figures go with the tenant", async () => {
  const tenant = await chat.tenant();
  await handOver([{ tenantId: tenant.id, numbers: numbersOf({ 5: 1 }) }]);
  expect(await chat.rowsWith(tenant.id)).toContain("tenant_latency");
  await chat.request("DELETE", `/api/v1/tenants/${tenant.id}`, { token: chat.config.secrets.operatorKey });
  expect(await chat.rowsWith(tenant.id)).not.toContain("tenant_latency");
});
