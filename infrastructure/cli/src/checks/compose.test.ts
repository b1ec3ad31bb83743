import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { composeFile } from "@chorus/containers/compose/compose-file";
import { renderEnvironment } from "../containers/render-environment.ts";
import { defaultAdminPort, SERVICE_NAMES, SERVICES, type ServiceName } from "@chorus/contracts/services";
import { readEnv } from "@chorus/kernel/config";
import { repositoryRoot } from "@chorus/servers/paths";
import { expect, test } from "vitest";
import type { z } from "zod";
import { serviceVariables } from "./environment-example.ts";

interface Container {
  image: string;
  environment?: Record<string, string | null>;
  networks: string[];
  mem_limit: string;
  expose?: string[];
  depends_on?: Record<string, { condition: string }>;
  user?: string;
  [key: string]: unknown;
}

const file = composeFile(await serviceVariables());
const containers = file.services as unknown as Record<string, Container>;
const variables = Object.fromEntries(
  [...renderEnvironment({ host: "chorus.example.com", isForDevelopment: false }).matchAll(/^(\w+)='(.*)'$/gm)].map(
    ([, name = "", value = ""]) => [name, value],
  ),
);

/** As Docker's compose reads a value: `${NAME:?message}`, `${NAME:-default}`. */
function filledIn(text: string): string {
  return text.replaceAll(/\$\{(\w+):([?-])([^}]*)\}/g, (_, name: string, kind: string, rest: string) => {
    const value = variables[name];
    if (kind === "?" && value === undefined) throw new Error(`make env does not write ${name}`);
    return value ?? rest;
  });
}

function environmentOf(name: ServiceName): Record<string, string> {
  const given = Object.entries(containers[name]?.environment ?? {});
  return Object.fromEntries(
    given.map(([key, value]) => [key, value === null ? (variables[key] ?? "") : filledIn(value)]),
  );
}

test.each(SERVICE_NAMES)("%s takes its variables in production, with what make env writes", async (name) => {
  const { environment, toConfig } = (await import(path.join(repositoryRoot, `services/${name}/src/config.ts`))) as {
    environment: z.ZodObject;
    toConfig: (read: unknown) => { isExposed: boolean; adminPort: number | null };
  };
  const config = toConfig(readEnv(environment, environmentOf(name)));
  expect(config.isExposed).toBe(true);
  expect(config.adminPort).toBe(defaultAdminPort(name));
});

test.each(SERVICE_NAMES)("%s has the ports, memory, data servers and calls of the catalogue", (name) => {
  const { port, data, calls, reaches, memoryMiB } = SERVICES[name];
  const container = containers[name];
  expect(container?.expose).toEqual([String(port), String(defaultAdminPort(name))]);
  expect(container?.mem_limit).toBe(`${memoryMiB.limit}m`);
  expect(container?.networks).toEqual(reaches.length > 0 ? ["inside", "outside"] : ["inside"]);
  const environment = environmentOf(name);
  const servers = { postgres: "DATABASE_URL", redis: "REDIS_URL", chroma: "CHROMA_URL" };
  const used = Object.entries(servers).flatMap(([server, variable]) => (variable in environment ? [server] : []));
  expect(used.toSorted()).toEqual(data.toSorted());
  const hosts = used.map((server) => new URL(environment[servers[server as keyof typeof servers]] ?? "").hostname);
  expect(hosts).toEqual(used);
  const called = { "chat-service": "CHAT_SERVICE_URL", "presence-service": "PRESENCE_SERVICE_URL" } as const;
  for (const callee of calls) expect(environment[called[callee]]).toBe(`http://${callee}:${defaultAdminPort(callee)}`);
  const waitsForSchema = container?.depends_on?.["migrate"]?.condition === "service_completed_successfully";
  expect(waitsForSchema).toBe((data as readonly string[]).includes("postgres"));
});

test("each service is given its own secrets only, and connects to Postgres as its own role", () => {
  const holders = SERVICE_NAMES.filter((name) => "CHORUS_SECRET" in environmentOf(name));
  expect(holders).toEqual(["chat-service"]);
  const roles = SERVICE_NAMES.flatMap((name) => environmentOf(name)["DATABASE_URL"] ?? []).map(
    (url) => new URL(url).username,
  );
  expect(roles).toEqual(["chorus_chat_service", "chorus_summary_engine", "chorus_notification_worker"]);
});

test("no container can write, gain rights, or use memory without a limit", () => {
  for (const container of Object.values(containers)) {
    expect(container).toMatchObject({
      ...{ read_only: true, cap_drop: ["ALL"], security_opt: ["no-new-privileges:true"], init: true },
      mem_limit: expect.stringMatching(/^\d+m$/) as string,
    });
    expect(container["privileged"]).toBeUndefined();
    expect(container.user ?? "of the image").not.toMatch(/^(?:0|root)/);
  }
});

test("only the proxy is reachable from outside, on loopback unless told otherwise", () => {
  const published = Object.entries(containers).filter(([, container]) => container["ports"] !== undefined);
  expect(published.map(([name]) => name)).toEqual(["proxy"]);
  expect(published[0]?.[1]["ports"]).toEqual(["${CHORUS_LISTEN:-127.0.0.1:8443}:8443"]);
  expect(file.networks.inside).toEqual({ internal: true });
});

test("Prometheus and the others of compose.observability.yaml mount what infrastructure/observability holds", async () => {
  const text = await readFile(path.join(repositoryRoot, "infrastructure/compose/compose.observability.yaml"), "utf8");
  const mounted = [...text.matchAll(/"\.\.\/([^:"]+):/g)].map(([, file = ""]) => file);
  expect(mounted).toContain("observability/generated/prometheus.yml");
  for (const file of mounted) expect(existsSync(path.join(repositoryRoot, "infrastructure", file)), file).toBe(true);
  expect(text).not.toMatch(/image: .*:latest/);
});
