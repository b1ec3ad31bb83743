import type { TestProject } from "vitest/node";
import "./provided.ts";
import { startTestServers } from "./test-servers.ts";

/** Vitest's global setup of the integration tests: one Postgres and one Redis for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const servers = await startTestServers(process.env);
  const { adminUrl, templateDatabaseUrl, templateServiceUrl, redisUrl } = servers;
  project.provide("chorusServers", { adminUrl, templateDatabaseUrl, templateServiceUrl, redisUrl });
  return async () => {
    await servers[Symbol.asyncDispose]();
  };
}
