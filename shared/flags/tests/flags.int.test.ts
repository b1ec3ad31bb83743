import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { channels } from "@chorus/contracts/bus/channels";
import { SYSTEM_TENANT } from "@chorus/contracts/tasks";
import { systemClock } from "@chorus/kernel/clock";
import { type Database, openDatabase } from "@chorus/database/database";
import { databaseUrlFor } from "@chorus/database/rights";
import { createLogger } from "@chorus/observability/logger";
import { startRedis } from "@chorus/servers/redis";
import { openAsOwner } from "@chorus/testing/owner-connection";
import { createTestDatabase, openTestDatabase, type OpenTestDatabase } from "@chorus/testing/test-database";
import { NOOP_PROVIDER, OpenFeature } from "@openfeature/server-sdk";
import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { FindValue } from "../src/evaluate.ts";
import { createFlagProvider } from "../src/provider.ts";
import { type Flags, openFlags } from "../src/open-flags.ts";

const TENANT = "01990000-0000-7000-8000-000000000001";
const HOUR_MS = 3_600_000;
const logger = createLogger({ service: "test", level: "silent", pretty: false });

let folder: string;
let redis: Awaited<ReturnType<typeof startRedis>>;
let data: OpenTestDatabase;
const opened: Flags[] = [];

const startOwnRedis = (name: string) =>
  startRedis({ folder: path.join(folder, name), mode: "test", logFile: path.join(folder, `${name}.log`) });
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "chorus-flags-"));
  [redis, data] = await Promise.all([startOwnRedis("bus"), openTestDatabase("summary-engine")]);
});
afterEach(async () => {
  for (const flags of opened.splice(0)) await flags.close();
  await data.owner.statement("", "delete from feature_flags", []);
});
afterAll(async () => {
  await data[Symbol.asyncDispose]();
  await redis.stop();
  await rm(folder, { recursive: true, force: true });
});

interface Options {
  pollEveryMs: number;
  database?: Database;
  redisUrl?: string;
  nowMs?: () => number;
}

async function start({ pollEveryMs, database = data.database, redisUrl = redis.url, nowMs = Date.now }: Options) {
  const flags = openFlags({ database, redisUrl, logger, pollEveryMs, clock: { now: nowMs } });
  opened.push(flags);
  await flags.start();
  return flags;
}

const set = (tenantId: string, flag: string, isOn: boolean, expiresAt: Date | null = null) =>
  data.owner.statement(
    "",
    `insert into feature_flags (tenant_id, flag, set_by, is_on, expires_at) values ($1, $2, 'operator', $3, $4)
     on conflict (tenant_id, flag, set_by) do update set is_on = excluded.is_on`,
    [tenantId, flag, isOn, expiresAt],
  );

test("a hint makes every process read again; other tenants keep what they have", async () => {
  const flags = await start({ pollEveryMs: HOUR_MS });
  expect(await flags.isOn("push", TENANT)).toBe(true);
  await set(TENANT, "push", false);
  const bus = new Redis(redis.url);
  // Nobody listens before Redis has acknowledged it.
  await expect.poll(() => bus.publish(channels.flags, "changed")).toBe(1);
  await expect.poll(() => flags.isOn("push", TENANT)).toBe(false);
  expect(await flags.isOn("push", "01990000-0000-7000-8000-000000000002")).toBe(true);
  expect(await flags.isOn("sms", TENANT)).toBe(true);
  await bus.quit();
});

test("with the bus gone the poll finds it", async () => {
  const own = await startOwnRedis("gone");
  const flags = await start({ pollEveryMs: 20, redisUrl: own.url });
  await own.stop();
  await set(SYSTEM_TENANT, "sms", false);
  await expect.poll(() => flags.isOn("sms", TENANT)).toBe(false);
});

test("a connection that was lost and is back reads what was missed, without another hint", async () => {
  const flags = await start({ pollEveryMs: HOUR_MS });
  const bus = new Redis(redis.url);
  await expect.poll(() => bus.pubsub("NUMSUB", channels.flags)).toEqual([channels.flags, 1]);
  await set(SYSTEM_TENANT, "sms", false);
  expect(await flags.isOn("sms", TENANT)).toBe(true);
  await bus.call("CLIENT", "KILL", "TYPE", "pubsub");
  await expect.poll(() => flags.isOn("sms", TENANT)).toBe(false);
  await bus.quit();
});

test("with Postgres gone the last known value counts, and for who never read one the default", async () => {
  const gone = await createTestDatabase();
  const database = openDatabase({
    ...{ url: databaseUrlFor("summary-engine", gone.url), poolSize: 1, applicationName: "test" },
    onError: () => undefined,
  });
  const owner = openAsOwner(gone.adminUrl);
  await owner.statement(
    "",
    "insert into feature_flags (tenant_id, flag, set_by, is_on) values ($1, 'meaning', 'operator', false)",
    [TENANT],
  );
  await owner.close();
  const flags = await start({ pollEveryMs: 20, database });
  expect(await flags.isOn("meaning", TENANT)).toBe(false);
  await gone[Symbol.asyncDispose]();
  await expect(flags.refresh()).rejects.toThrow(/terminating connection|does not exist|not available/i);
  expect(await flags.isOn("meaning", TENANT)).toBe(false);
  const late = await start({ pollEveryMs: 20, database });
  expect(await late.isOn("meaning", TENANT)).toBe(true);
  await Promise.all([flags.close(), late.close()]);
  await database.close();
});

test("what has an end counts until then, without anybody reading again", async () => {
  let nowMs = Date.now();
  await set(TENANT, "summaries", false, new Date(nowMs + HOUR_MS));
  const flags = await start({ pollEveryMs: HOUR_MS, nowMs: () => nowMs });
  expect(await flags.isOn("summaries", TENANT)).toBe(false);
  nowMs += HOUR_MS;
  expect(await flags.isOn("summaries", TENANT)).toBe(true);
});

test("a flag of another release is no trouble for the others", async () => {
  await set(TENANT, "of_another_release", false);
  await set(TENANT, "push", false);
  const flags = await start({ pollEveryMs: HOUR_MS });
  expect(await flags.isOn("push", TENANT)).toBe(false);
});

test("in OpenFeature's words: why a value is what it is, and what is no flag, no tenant or no boolean is the caller's default", async () => {
  const domain = "flags-test";
  const find: FindValue = (tenantId, flag, setBy) =>
    flag === "push" && tenantId === TENANT && setBy === "operator"
      ? { tenantId, flag, setBy, isOn: false, percentage: 100, expiresAtMs: null }
      : undefined;
  await OpenFeature.setProviderAndWait(domain, createFlagProvider(find, systemClock));
  const client = OpenFeature.getClient(domain);
  const of = { targetingKey: TENANT };
  expect(await client.getBooleanDetails("push", true, of)).toMatchObject({ value: false, reason: "TARGETING_MATCH" });
  expect(await client.getBooleanDetails("sms", false, of)).toMatchObject({ value: true, reason: "DEFAULT" });
  expect(await client.getBooleanDetails("sms", true)).toMatchObject({ errorCode: "TARGETING_KEY_MISSING" });
  expect(await client.getBooleanDetails("smss", true, of)).toMatchObject({ value: true, errorCode: "FLAG_NOT_FOUND" });
  expect(await client.getStringDetails("sms", "x", of)).toMatchObject({ value: "x", errorCode: "TYPE_MISMATCH" });
  await OpenFeature.setProviderAndWait(domain, NOOP_PROVIDER);
});
