import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createCluster } from "@chorus/cluster/cluster";
import { type Database, openDatabase } from "@chorus/database/database";
import { DATABASE_ROLES, databaseUrlFor } from "@chorus/database/rights";
import { createCleanup } from "@chorus/kernel/cleanup";
import { startPgBouncer } from "@chorus/servers/pgbouncer";
import type { PostgresServer } from "@chorus/servers/postgres/start-postgres";
import { prepareDatabase, servicePasswordFor } from "@chorus/servers/prepare-database";
import { startRedis } from "@chorus/servers/redis";
import { until } from "@chorus/testing/until";
import { afterAll, beforeAll, expect, it } from "vitest";
import { checkMessages } from "../restore-drill/checks.ts";
import { forget, startDurablePostgres } from "../restore-drill/platform.ts";
import { startWriters } from "../restore-drill/writers.ts";

const cleanup = createCleanup();
let folder: string;
let postgres: PostgresServer;
/** As a service connects, through PgBouncer. */
let pooledUrl: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), `chorus-test-${process.pid}-`));
  cleanup.defer(() => forget(folder));
  postgres = await startDurablePostgres(folder);
  cleanup.defer(() => postgres.stop());
  const { databaseUrl } = await prepareDatabase(postgres.adminUrl);
  const password = servicePasswordFor(postgres.adminUrl);
  const roles = ["chorus_service", ...Object.values(DATABASE_ROLES)];
  const bouncer = await startPgBouncer({
    ...{ folder: path.join(folder, "pgbouncer"), postgresPort: postgres.port, poolSize: 4 },
    users: Object.fromEntries(roles.map((role) => [role, password])),
  });
  cleanup.defer(() => bouncer.stop());
  const url = new URL(databaseUrl);
  url.port = String(bouncer.port);
  url.searchParams.set("pgbouncer", "true");
  pooledUrl = url.toString();
}, 120_000);
afterAll(() => cleanup.run());

function open(): Database {
  const url = databaseUrlFor("chat-service", pooledUrl);
  return openDatabase({ url, poolSize: 8, applicationName: "pooled", onError: () => undefined });
}

it("named statements work on whichever of its connections, and time limits hold for both classes of statements", async () => {
  const database = open();
  try {
    const ask = (n: number) => database.statement<{ n: number }>("named", "select $1::int as n", [n]);
    const answers = await Promise.all(Array.from({ length: 200 }, (_, n) => ask(n)));
    expect(answers.map(([row]) => row?.n)).toEqual(Array.from({ length: 200 }, (_, n) => n));
    await expect(database.statement("", "select pg_sleep(4)", [])).rejects.toMatchObject({ code: "unavailable" });
    await database.background.statement("", "select pg_sleep(2.5)", []);
    const shown = () => database.statement<{ statement_timeout: string }>("", "show statement_timeout", []);
    expect(await Promise.all(Array.from({ length: 8 }, shown))).toEqual(
      Array.from({ length: 8 }, () => [{ statement_timeout: "2s" }]),
    );
  } finally {
    await database.close();
  }
});

it("the whole platform works through it", { timeout: 120_000 }, async () => {
  const redis = await startRedis({ folder, mode: "test", logFile: path.join(folder, "redis.log") });
  const cluster = await createCluster({
    ...{ adminDatabaseUrl: postgres.adminUrl, redisUrl: redis.url },
    variables: { DATABASE_URL: pooledUrl },
  });
  const writers = await startWriters(cluster);
  try {
    await until(() => writers.acknowledged.length > 100, { timeoutMs: 30_000 });
    writers.stop();
    const { lost, repeated, holes } = await checkMessages(postgres.adminUrl, writers.acknowledged, null);
    expect({ lost, repeated, holes }).toEqual({ lost: [], repeated: [], holes: [] });
  } finally {
    writers.stop();
    await cluster[Symbol.asyncDispose]();
    await redis.stop();
  }
});
