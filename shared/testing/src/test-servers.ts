import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { migrate, provisionServiceRoles } from "@chorus/database/migrate";
import { createCleanup } from "@chorus/kernel/cleanup";
import { removePostgresLeftover, startPostgres } from "@chorus/servers/postgres/start-postgres";
import { isAlive } from "@chorus/servers/processes";
import { endRedisLeftover, startRedis } from "@chorus/servers/redis";
import { servicePasswordFor } from "@chorus/servers/prepare-database";
import { createDatabase, dropDatabase, withDatabase } from "./owner-connection.ts";
import type { ProvidedServers } from "./provided.ts";

export interface TestServers extends ProvidedServers, AsyncDisposable {
  /** The first one, for those who are alone. */
  redisUrl: string;
}

const FOLDER_PREFIX = "chorus-test-";

/**
 * Postgres and Redis for one test run, on free ports, with a migrated template database.
 * TEST_DATABASE_URL and TEST_REDIS_URL name servers to use instead; there only databases of our own are made and dropped.
 * @param workers how many test files run at the same time: each gets a Redis of its own
 */
export async function startTestServers(variables: NodeJS.ProcessEnv, workers = 1): Promise<TestServers> {
  await sweepAbandonedFolders();
  const cleanup = createCleanup();
  try {
    const folder = await mkdtemp(path.join(tmpdir(), `${FOLDER_PREFIX}${process.pid}-`));
    cleanup.defer(() => rm(folder, { recursive: true, force: true }));
    const startTestPostgres = async () => {
      const server = await startPostgres({ folder, mode: "test", logFile: path.join(folder, "postgres.log") });
      cleanup.defer(() => removePostgresLeftover(folder));
      cleanup.defer(() => server.stop());
      return server.adminUrl;
    };
    const startTestRedis = async (worker: number) => {
      const ownFolder = path.join(folder, `worker-${worker}`);
      const server = await startRedis({ folder: ownFolder, mode: "test", logFile: path.join(ownFolder, "redis.log") });
      cleanup.defer(() => server.stop());
      return server.url;
    };
    const { TEST_DATABASE_URL, TEST_REDIS_URL } = variables;
    const [adminUrl, ...redisUrls] = await Promise.all([
      TEST_DATABASE_URL ?? startTestPostgres(),
      ...(TEST_REDIS_URL === undefined
        ? Array.from({ length: workers }, (_, index) => startTestRedis(index + 1))
        : [TEST_REDIS_URL]),
    ]);
    const [redisUrl = ""] = redisUrls;
    const templateName = `chorus_template_${process.pid}`;
    await dropDatabase(adminUrl, templateName);
    await createDatabase(adminUrl, templateName);
    cleanup.defer(() => dropDatabase(adminUrl, templateName));
    const templateDatabaseUrl = withDatabase(adminUrl, templateName);
    await migrate(templateDatabaseUrl);
    const templateServiceUrl = await provisionServiceRoles(
      templateDatabaseUrl,
      servicePasswordFor(templateDatabaseUrl),
    );
    const urls = {
      adminUrl,
      templateDatabaseUrl,
      templateServiceUrl,
      redisUrls,
      redisUrl,
      ownRedis: TEST_REDIS_URL === undefined,
    };
    return { ...urls, [Symbol.asyncDispose]: () => cleanup.run() };
  } catch (error) {
    await cleanup.run();
    throw error;
  }
}

/** A test run that was killed leaves its servers and their folder; the process id in the folder's name shows that it has ended. */
async function sweepAbandonedFolders(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(FOLDER_PREFIX)) continue;
    const pid = Number(name.slice(FOLDER_PREFIX.length).split("-")[0]);
    if (!pid || isAlive(pid)) continue;
    const folder = path.join(tmpdir(), name);
    const ofWorkers = (await readdir(folder)).map((part) => endRedisLeftover(path.join(folder, part)));
    await Promise.all([removePostgresLeftover(folder), ...ofWorkers]);
    await rm(folder, { recursive: true, force: true });
  }
}
