import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Cleanup } from "@chorus/kernel/cleanup";
import { startPostgres, type PostgresServer } from "@chorus/servers/postgres/start-postgres";
import { prepareDatabase } from "@chorus/servers/prepare-database";
import { startRedis, type RedisServer } from "@chorus/servers/redis";

export interface BenchServers {
  postgres: PostgresServer;
  redis: RedisServer;
  /** As services connect. */
  databaseUrl: string;
}

/** Postgres with fsync and synchronous_commit on, as in production, and Redis, until `cleanup` runs. */
export async function startBenchServers(cleanup: Pick<Cleanup, "defer">): Promise<BenchServers> {
  const folder = await mkdtemp(path.join(tmpdir(), `chorus-test-${process.pid}-`));
  cleanup.defer(() => rm(folder, { recursive: true, force: true }));
  const postgres = await startPostgres({ folder, mode: "dev", logFile: path.join(folder, "postgres.log") });
  cleanup.defer(() => postgres.stop());
  const redis = await startRedis({ folder, mode: "dev", logFile: path.join(folder, "redis.log") });
  cleanup.defer(() => redis.stop());
  const { databaseUrl } = await prepareDatabase(postgres.adminUrl);
  return { postgres, redis, databaseUrl };
}
