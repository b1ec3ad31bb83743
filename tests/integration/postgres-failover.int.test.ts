import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createCluster } from "@chorus/cluster/cluster";
import { createCleanup } from "@chorus/kernel/cleanup";
import { startRedis } from "@chorus/servers/redis";
import { until } from "@chorus/testing/until";
import { afterAll, expect, it } from "vitest";
import { checkMessages } from "../restore-drill/checks.ts";
import { forget, startDurablePostgres } from "../restore-drill/platform.ts";
import { startWriters } from "../restore-drill/writers.ts";
import { promote, startSynchronousStandby } from "./standby.ts";

const cleanup = createCleanup();
afterAll(() => cleanup.run());

it(
  "the primary of Postgres is killed under load: with a synchronous standby nothing acknowledged is lost, and writing goes on there",
  { timeout: 120_000 },
  async ({ annotate }) => {
    const folder = await mkdtemp(path.join(tmpdir(), `chorus-test-${process.pid}-`));
    const [first, second] = [path.join(folder, "first"), path.join(folder, "second")];
    cleanup.defer(() => Promise.all([first, second, folder].map(forget)));
    const primary = await startDurablePostgres(first);
    cleanup.defer(() => primary.stop());
    const standby = await startSynchronousStandby(second, primary);
    cleanup.defer(() => standby.stop());
    const redis = await startRedis({ folder, mode: "test", logFile: path.join(folder, "redis.log") });
    cleanup.defer(() => redis.stop());
    const adminDatabaseUrl = primary.adminUrl.replace(/@[^/]+/, `@127.0.0.1:${primary.port},127.0.0.1:${standby.port}`);
    const cluster = await createCluster({ adminDatabaseUrl, redisUrl: redis.url });
    cleanup.defer(() => cluster[Symbol.asyncDispose]());
    const writers = await startWriters(cluster);
    cleanup.defer(() => writers.stop());
    await until(() => writers.acknowledged.length > 50, { timeoutMs: 20_000 });

    process.kill(primary.pid, "SIGKILL");
    const before = writers.acknowledged.length;
    const killedAt = performance.now();
    await promote(standby);
    const promotedMs = performance.now() - killedAt;
    await until(() => writers.acknowledged.length > before + 10, { timeoutMs: 30_000 });
    const goesOnMs = performance.now() - killedAt;
    await until(() => writers.acknowledged.length > before + 60, { timeoutMs: 30_000 });
    writers.stop();
    const times = writers.acknowledged.map(({ ackedAt }) => ackedAt.getTime());
    const longestGapMs = Math.max(...times.map((time, index) => time - (times[index - 1] ?? time)));
    await annotate(
      `promoted ${Math.round(promotedMs)} ms after kill -9, written again after ${Math.round(goesOnMs)} ms, longest gap between acknowledgements ${longestGapMs} ms, ${writers.acknowledged.length} acknowledged`,
    );
    const { lost, repeated, holes } = await checkMessages(standby.adminUrl, writers.acknowledged, null);
    expect({ lost, repeated, holes }).toEqual({ lost: [], repeated: [], holes: [] });
  },
);
