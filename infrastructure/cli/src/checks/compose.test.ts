import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { parseEnv } from "node:util";
import { composeFile } from "@chorus/containers/compose/compose-file";
import { readBackupConfig } from "@chorus/backup/config";
import { addressFiles } from "@chorus/containers/compose/secret-files";
import { BACKED_UP_SECRETS, isSecret } from "@chorus/containers/secrets";
import { renderPrometheusConfig } from "@chorus/monitoring/prometheus-config";
import { makeSecrets, renderEnvironment } from "../containers/render-environment.ts";
import { defaultAdminPort, PORTS_BESIDE, SERVICE_NAMES, SERVICES } from "@chorus/contracts/services";
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
  secrets?: { source: string; target: string }[];
  user?: string;
  [key: string]: unknown;
}

const file = composeFile(await serviceVariables());
const containers = file.services as unknown as Record<string, Container>;
const { secrets, vapidPublicKey } = makeSecrets();
const variables = parseEnv(renderEnvironment({ host: "chorus.example.com", isForDevelopment: false, vapidPublicKey }));
/** What lies in private/secrets. */
const secretFiles: Record<string, string> = {
  ...secrets,
  ...addressFiles(secrets as Parameters<typeof addressFiles>[0]),
  BACKUP_KEY: "AGE-SECRET-KEY-1",
};

/** As Docker's compose reads a value: `${NAME:?message}`, `${NAME:-default}`, `${NAME:+where it is set}`. */
function filledIn(text: string): string {
  return text.replaceAll(/\$\{(\w+):([?+-])([^}]*)\}/g, (_, name: string, kind: string, rest: string) => {
    const value = variables[name];
    if (kind === "+") return value === undefined ? "" : rest;
    if (kind === "?" && value === undefined) throw new Error(`make env does not write ${name}`);
    return value ?? rest;
  });
}

/** As a container has it, with the content of each mounted secret in the place of its file. */
function environmentOf(name: string): Record<string, string> {
  const container = containers[name];
  const mounted = new Map(container?.secrets?.map(({ source, target }) => [`/run/secrets/${target}`, source]));
  const entries = Object.entries(container?.environment ?? {}).map(([key, value]): [string, string] => {
    const text = value === null ? (variables[key] ?? "") : filledIn(value);
    if (!text.startsWith("/run/secrets/")) return [key, text];
    const content = secretFiles[mounted.get(text) ?? ""];
    if (content === undefined) throw new Error(`${name}: nothing is mounted at ${text}`);
    return [key.replace(/_FILE$/, ""), content];
  });
  return Object.fromEntries(entries);
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
  expect(roles).toEqual([
    ...["chorus_chat_service", "chorus_summary_engine", "chorus_notification_worker", "chorus_commerce"],
  ]);
});

test("nothing secret is a variable, and every secret has its file", () => {
  const isSecretName = (name: string) => isSecret(name) || /_(?:SECRET|KEY|TOKEN|PASSWORD)$/.test(name);
  for (const [name, container] of Object.entries(containers)) {
    const plain = Object.keys(container.environment ?? {}).filter(isSecretName);
    expect(
      plain.filter((variable) => variable !== "VAPID_PUBLIC_KEY"),
      name,
    ).toEqual([]);
    for (const { source } of container.secrets ?? []) expect(Object.keys(file.secrets), name).toContain(source);
  }
  expect(Object.keys(variables).filter(isSecretName)).toEqual(["VAPID_PUBLIC_KEY"]);
  const values = Object.values(secretFiles);
  const text = JSON.stringify([file, variables]);
  expect(values.filter((value) => text.includes(value))).toEqual(
    [`smtp://127.0.0.1:${PORTS_BESIDE.MAILBOX_SMTP_PORT}`].filter((value) => text.includes(value)),
  );
  const written = Object.entries(file.secrets).filter(([, { file: source }]) => source.startsWith("./private/"));
  expect(written.map(([name]) => name).toSorted()).toEqual(
    Object.keys(secretFiles)
      .filter((name) => name !== "GRAFANA_PASSWORD")
      .toSorted(),
  );
});

test("backups read what they need: the database as their role, a key, the platform's secrets; and say how they are", () => {
  const config = readBackupConfig({ ...environmentOf("backup"), BACKUP_KEY: undefined });
  expect(new URL(config.databaseUrl)).toMatchObject({ username: "chorus_backup", hostname: "postgres" });
  expect(Object.keys(config.secrets).toSorted()).toEqual([...BACKED_UP_SECRETS].toSorted());
  expect(config.metricsPort).toBe(PORTS_BESIDE.BACKUP_METRICS_PORT);
  expect(renderPrometheusConfig()).toContain(`targets: ["backup:${config.metricsPort}"]`);
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

test("whom Alertmanager calls is mounted where it reads it, from beside the other secrets", async () => {
  const read = (name: string) => readFile(path.join(repositoryRoot, "infrastructure", name), "utf8");
  const text = await read("compose/compose.observability.yaml");
  const asked = [...(await read("monitoring/alertmanager/alertmanager.yml")).matchAll(/url_file: (\S+)$/gm)];
  expect(asked).toHaveLength(2);
  for (const [, target = ""] of asked) {
    const name = path.basename(target);
    expect(text).toContain(`{ source: ${name}, target: ${target} }`);
    expect(text).toContain(`${name}: { file: ./private/secrets/${name} }`);
  }
});

test("Prometheus and the others of compose.observability.yaml mount what infrastructure/monitoring holds", async () => {
  const text = await readFile(path.join(repositoryRoot, "infrastructure/compose/compose.observability.yaml"), "utf8");
  const mounted = [...text.matchAll(/"\.\.\/([^:"]+):/g)].map(([, file = ""]) => file);
  expect(mounted).toContain("monitoring/generated/prometheus.yml");
  for (const file of mounted) expect(existsSync(path.join(repositoryRoot, "infrastructure", file)), file).toBe(true);
  expect(text).not.toMatch(/image: .*:latest/);
});
