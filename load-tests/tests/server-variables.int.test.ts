import path from "node:path";
import { partEnvironment } from "@chorus/cluster/part-environment";
import { readEnv } from "@chorus/kernel/config";
import { repositoryRoot } from "@chorus/servers/paths";
import { expect, test } from "vitest";
import type { z } from "zod";
import { GATEWAY_VARIABLES, GENEROUS_ADMISSION } from "../bench/world/server-variables.ts";

const SERVICES = ["websocket-gateway", "chat-service", "presence-service"] as const;
const servers = { databaseUrl: "postgres://chorus:chorus-service@127.0.0.1/chorus", redisUrl: "redis://127.0.0.1" };

interface ConfigModule {
  environment: z.ZodObject;
  toConfig: (env: unknown) => { isExposed: boolean };
}

const configOf = async (service: string) =>
  (await import(path.join(repositoryRoot, `services/${service}/src/config.ts`))) as ConfigModule;

test("the gateway that is measured beside its peers starts with what it is told", async () => {
  const { environment, toConfig } = await configOf("websocket-gateway");
  const variables = { NODE_ENV: "production", REDIS_URL: servers.redisUrl, ...GATEWAY_VARIABLES };
  expect(toConfig(readEnv(environment, variables))).toMatchObject({ isExposed: true });
});

test.each(SERVICES)("%s starts with what a whole platform is told, and with the gateway's secret", async (service) => {
  const { environment, toConfig } = await configOf(service);
  const variables = { ...partEnvironment(servers), ...GATEWAY_VARIABLES };
  expect(toConfig(readEnv(environment, variables))).toMatchObject({ isExposed: false });
});

test("every limit that is made generous is one of a service", async () => {
  const known = await Promise.all(SERVICES.map(async (name) => Object.keys((await configOf(name)).environment.shape)));
  const unknown = Object.keys(GENEROUS_ADMISSION).filter((name) => !known.flat().includes(name));
  expect(unknown).toEqual([]);
});
