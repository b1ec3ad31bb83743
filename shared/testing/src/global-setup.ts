import type { TestProject } from "vitest/node";
import "./provided.ts";
import { startTestServers } from "./test-servers.ts";

/** Vitest's global setup of the integration tests: one Postgres and one Redis for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { [Symbol.asyncDispose]: stop, ...servers } = await startTestServers(process.env);
  project.provide("chorusServers", servers);
  return stop;
}
