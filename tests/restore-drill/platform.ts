import { rm } from "node:fs/promises";
import path from "node:path";
import { type Cluster, createCluster } from "@chorus/cluster/cluster";
import { startRestored } from "@chorus/backup/start-restored";
import { createCleanup } from "@chorus/kernel/cleanup";
import { startChroma } from "@chorus/servers/chroma";
import { type PostgresServer, removePostgresLeftover, startPostgres } from "@chorus/servers/postgres/start-postgres";
import { startRedis } from "@chorus/servers/redis";

/** Postgres with everything around it, in a folder of its own. */
export interface Platform extends AsyncDisposable {
  postgres: PostgresServer;
  cluster: Cluster;
}

/** A log to replay may take a while. */
const START_WITHIN_MS = 600_000;

export function startDurablePostgres(folder: string): Promise<PostgresServer> {
  const logFile = path.join(folder, "postgres.log");
  return startPostgres({ folder, mode: "dev", logFile, startTimeoutMs: START_WITHIN_MS });
}

/** On restored files: until it takes writes. */
export function startRestoredIn(folder: string, target: Date | null): Promise<PostgresServer> {
  return startRestored({ folder, logFile: path.join(folder, "postgres.log"), target, timeoutMs: START_WITHIN_MS });
}

/** @param withSearch also summaries and Chroma, empty, as after a loss */
export async function startPlatform(
  folder: string,
  { postgres, withSearch }: { postgres: PostgresServer; withSearch: boolean },
): Promise<Platform> {
  const cleanup = createCleanup();
  cleanup.defer(() => removePostgresLeftover(folder));
  cleanup.defer(() => postgres.stop());
  try {
    const redis = await startRedis({ folder, mode: "test", logFile: path.join(folder, "redis.log") });
    cleanup.defer(() => redis.stop());
    const chroma = withSearch ? await startChroma({ folder, logFile: path.join(folder, "chroma.log") }) : undefined;
    cleanup.defer(() => chroma?.stop());
    const cluster = await createCluster({
      ...{ adminDatabaseUrl: postgres.adminUrl, redisUrl: redis.url, withSummaries: withSearch },
      ...(chroma ? { chromaUrl: chroma.url } : {}),
    });
    cleanup.defer(() => cluster[Symbol.asyncDispose]());
    return { postgres, cluster, [Symbol.asyncDispose]: () => cleanup.run() };
  } catch (error) {
    await cleanup.run();
    throw error;
  }
}

export async function forget(folder: string): Promise<void> {
  await removePostgresLeftover(folder);
  await rm(folder, { recursive: true, force: true });
}
