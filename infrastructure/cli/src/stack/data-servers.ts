import path from "node:path";
import type { Cleanup } from "@chorus/kernel/cleanup";
import type { LocalEnvironment } from "../config.ts";
import { logFolder, stateFolder } from "@chorus/servers/paths";
import { requireFreePort } from "@chorus/servers/ports";
import { startChroma } from "@chorus/servers/chroma";
import { startPostgres } from "@chorus/servers/postgres/start-postgres";
import { startRedis } from "@chorus/servers/redis";
import { messageOf } from "@chorus/servers/user-error";

export interface DataServers {
  adminDatabaseUrl: string;
  redisUrl: string;
  /** Empty when there is none: then words alone are searched. */
  chromaUrl: string;
  /** Resolves with the name of a server of ours that has ended by itself. */
  crashed: Promise<string>;
}

/** Starts Postgres and Redis, except those that DATABASE_URL and REDIS_URL name. */
export async function startDataServers(environment: LocalEnvironment, cleanup: Cleanup): Promise<DataServers> {
  const crashes: Promise<string>[] = [];
  const startOwnPostgres = async () => {
    const port = environment.POSTGRES_PORT || undefined;
    if (port) await requireFreePort(port, "Postgres", "POSTGRES_PORT");
    const logFile = path.join(logFolder, "postgres.log");
    const server = await startPostgres({ folder: stateFolder, port, mode: "dev", logFile });
    cleanup.defer(() => server.stop());
    crashes.push(server.crashed.then(() => "Postgres"));
    return server.adminUrl;
  };
  const startOwnRedis = async () => {
    const port = environment.REDIS_PORT || undefined;
    if (port) await requireFreePort(port, "Redis", "REDIS_PORT");
    const logFile = path.join(logFolder, "redis.log");
    const server = await startRedis({ folder: stateFolder, port, mode: "dev", logFile });
    cleanup.defer(() => server.stop());
    crashes.push(server.crashed.then(() => "Redis"));
    return server.url;
  };
  const startOwnChroma = async () => {
    try {
      const server = await startChroma({ folder: stateFolder, logFile: path.join(logFolder, "chroma.log") });
      cleanup.defer(() => server.stop());
      return server.url;
    } catch (error) {
      // Its binary does not exist for every machine, and everything else works without it.
      console.error(`No search by meaning: ${messageOf(error)}`);
      return "";
    }
  };
  const chroma = environment.CHROMA_URL ?? startOwnChroma();
  // Both are waited for even when one fails: what has started must be stopped again.
  const [database, redis] = await Promise.allSettled([
    environment.DATABASE_URL ?? startOwnPostgres(),
    environment.REDIS_URL ?? startOwnRedis(),
  ]);
  if (database.status === "rejected") throw database.reason;
  if (redis.status === "rejected") throw redis.reason;
  const never = new Promise<never>(() => undefined);
  return {
    adminDatabaseUrl: database.value,
    redisUrl: redis.value,
    chromaUrl: await chroma,
    crashed: Promise.race([never, ...crashes]),
  };
}
