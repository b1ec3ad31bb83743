import type { TestProject } from "vitest/node";
import "./provided.ts";
import { startTestServers } from "./test-servers.ts";

/** Vitest's global setup of the integration tests: one Postgres for the whole run, and a Redis for each worker. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const servers = await startTestServers(process.env, project.config.maxWorkers);
  const { adminUrl, templateDatabaseUrl, templateServiceUrl, redisUrls, ownRedis } = servers;
  project.provide("chorusServers", { adminUrl, templateDatabaseUrl, templateServiceUrl, redisUrls, ownRedis });
  return async () => {
    await servers[Symbol.asyncDispose]();
  };
}
