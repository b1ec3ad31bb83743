import path from "node:path";
import { migrate, provisionServiceRole } from "@chorus/database/migrate";
import type { Cleanup } from "../cleanup.ts";
import type { LocalEnvironment } from "../config.ts";
import { logFolder, stateFolder } from "../paths.ts";
import { requireFreePort } from "../ports.ts";
import { startChroma } from "../chroma.ts";
import { startPostgres } from "../postgres.ts";
import { startRedis } from "../redis.ts";
import { messageOf, UserError } from "../user-error.ts";
import { SERVICE_PASSWORD } from "./service-password.ts";

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
      // Its binary is not there for every machine, and everything else works without it.
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

export interface PreparedDatabase {
  /** The address services connect with. */
  databaseUrl: string;
  appliedMigrations: string[];
}

/** @throws UserError in one line: an unreachable or refusing database is the commonest thing to go wrong */
export async function prepareDatabase(adminDatabaseUrl: string): Promise<PreparedDatabase> {
  try {
    const { applied } = await migrate(adminDatabaseUrl);
    return { databaseUrl: await provisionServiceRole(adminDatabaseUrl, SERVICE_PASSWORD), appliedMigrations: applied };
  } catch (error) {
    const { host, pathname } = new URL(adminDatabaseUrl);
    throw new UserError(
      `The database ${host}${pathname} cannot be used: ${reasonOf(error)}. Check DATABASE_URL (its user must own the database).`,
      { cause: error },
    );
  }
}

function reasonOf(error: unknown): string {
  // A refused connection to `localhost` is one error per address, with an empty message of its own.
  if (error instanceof AggregateError) return error.errors.map(messageOf).join(", ");
  return messageOf(error) || "no connection";
}
