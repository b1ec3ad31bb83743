import { execFile, type ExecFileException } from "node:child_process";
import { readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { BACKUP_METRICS } from "@chorus/backup/metrics";
import { type Cluster, createCluster } from "@chorus/cluster/cluster";
import { SERVICE_NAMES } from "@chorus/contracts/services";
import { allExpressions, metricsOf } from "@chorus/monitoring/testing/expressions";
import { servePage } from "@chorus/monitoring/page-server";
import { repositoryRoot } from "@chorus/servers/paths";
import { answers, findFreePort, urlOf } from "@chorus/servers/ports";
import { endChild } from "@chorus/servers/processes";
import { createTestDatabase, type TestDatabase } from "@chorus/testing/test-database";
import { testRedisUrl } from "@chorus/testing/test-redis";
import { until } from "@chorus/testing/until";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SCRAPE_SECONDS, startPrograms } from "../src/observe/start-programs.ts";
import { type MonitoringPrograms, monitoringPrograms } from "../src/tools/monitoring-programs.ts";

const folder = path.join(repositoryRoot, "infrastructure/monitoring");

/** Prometheus' own, and what others than our services measure: where it comes from. */
const OF_OTHERS: Readonly<Record<string, string>> = {
  up: "Prometheus",
  probe_ssl_earliest_cert_expiry: "blackbox exporter",
  ...Object.fromEntries(BACKUP_METRICS.map((name) => [name, "backups and the restore drill"])),
};

/** Null where they can neither be found nor fetched: there the rest is tested alone, and it is said. */
const programs: MonitoringPrograms | null = await monitoringPrograms().catch((error: unknown) => {
  console.warn(`Without Prometheus' programs: ${error instanceof Error ? error.message : String(error)}`);
  return null;
});
const { promtool = "", amtool = "" } = programs ?? {};

let database: TestDatabase;
let cluster: Cluster;
let expositions: Map<string, string>;

beforeAll(async () => {
  database = await createTestDatabase();
  cluster = await createCluster({
    ...{ adminDatabaseUrl: database.adminUrl, redisUrl: testRedisUrl(), withSummaries: true },
    // Nothing is mailed: its metrics are there all the same.
    ...{ smtpUrl: "smtp://127.0.0.1:9", variables: { METRICS_TENANTS: "10" } },
  });
  expositions = new Map(
    await Promise.all(
      SERVICE_NAMES.map(async (name) => {
        const url = cluster.urlOf(name);
        // A service that nobody has asked has little to expose.
        await fetch(`${url}/readyz`);
        return [name, await (await fetch(`${url}/metrics`)).text()] as const;
      }),
    ),
  );
}, 120_000);
afterAll(async () => {
  await cluster[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

/** @returns what it printed and its exit code; it is given `input` */
function run(
  program: string,
  args: readonly string[],
  input = "",
): Promise<{ code: number; stdout: string; output: string }> {
  return new Promise((resolve) => {
    const child = execFile(program, [...args], { cwd: folder }, (error: ExecFileException | null, stdout, stderr) =>
      resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, output: stdout + stderr }),
    );
    child.stdin?.end(input);
  });
}

const filesOf = (name: string) =>
  readdirSync(path.join(folder, name))
    .filter((file) => file.endsWith(".yml"))
    .map((file) => `${name}/${file}`);

/** Nothing for the names that Node's own metrics have by the library: `nodejs_…`, `process_…`. */
const ofOurs = (complaints: string) => complaints.split("\n").filter((line) => line.startsWith("chorus_"));

test.skipIf(programs === null).each(SERVICE_NAMES)("promtool has nothing against the metrics of %s", async (name) => {
  const exposition = expositions.get(name) ?? "";
  expect(exposition).toContain(`service="${name}"`);
  const { output } = await run(promtool, ["check", "metrics"], exposition);
  expect(output).not.toContain("error while linting");
  expect(ofOurs(output)).toEqual([]);
});

test.skipIf(programs === null)("promtool would say so", async () => {
  const bad = "# HELP chorus_bad A counter\n# TYPE chorus_bad counter\nchorus_bad 1\n";
  expect(ofOurs((await run(promtool, ["check", "metrics"], bad)).output)).not.toEqual([]);
});

test("every metric of rules and dashboards is measured by a service", () => {
  const names = [...expositions.values()].flatMap((text) =>
    [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name = "", type]) =>
      type === "histogram" ? ["_bucket", "_sum", "_count"].map((suffix) => name + suffix) : [name],
    ),
  );
  const expressions = allExpressions();
  const recorded = expressions.map(({ where }) => where);
  const known = new Set([...names, ...recorded, ...Object.keys(OF_OTHERS)]);
  const missing = expressions.flatMap((expression) =>
    metricsOf(expression)
      .filter((name) => !known.has(name))
      .map((name) => `${expression.where}: ${name}`),
  );
  expect(missing).toEqual([]);
});

test.skipIf(programs === null)("the rules are right and do what their tests say", async () => {
  const check = await run(promtool, ["check", "rules", "--lint-fatal", ...filesOf("rules")]);
  expect(check.code, check.output).toBe(0);
  const tests = await run(promtool, ["test", "rules", ...filesOf("rules/tests")]);
  expect(tests.code, tests.output).toBe(0);
});

test.skipIf(programs === null)("the page draws what Prometheus has of every service", async () => {
  if (!programs) return;
  await using cleanup = new AsyncDisposableStack();
  const home = await mkdtemp(path.join(tmpdir(), "chorus-observe-"));
  cleanup.defer(() => rm(home, { recursive: true }));
  const prometheusPort = await findFreePort();
  const prometheusUrl = urlOf(prometheusPort);
  const page = await servePage({ port: 0, prometheusUrl, intervalSeconds: SCRAPE_SECONDS, onAlert: () => undefined });
  cleanup.defer(() => page[Symbol.asyncDispose]());
  const started = await startPrograms(programs, {
    ...{ folder: home, logFolder: home, prometheusPort, hook: `${page.url}/hook` },
    targetOf: (service) => cluster.urlOf(service).replace("http://", ""),
  });
  for (const { child } of started) cleanup.defer(() => endChild(child, "SIGTERM", 10_000));
  await until(async () => (await Promise.all(started.map(({ readyUrl }) => answers(readyUrl)))).every(Boolean));

  const ask = async (query: string) => {
    const now = Math.floor(Date.now() / 1_000);
    const range = new URLSearchParams({ query, start: String(now - 15), end: String(now), step: "5" });
    const answer = await fetch(`${page.url}/api/v1/query_range?${range.toString()}`);
    return ((await answer.json()) as { data: { result: { metric: Record<string, string> }[] } }).data.result;
  };
  await until(async () => (await ask("up == 1")).length === SERVICE_NAMES.length);
  const services = (await ask("up == 1")).map(({ metric }) => metric["service"]);
  expect(services.toSorted()).toEqual(SERVICE_NAMES.toSorted());
  expect(await (await fetch(page.url)).text()).toContain("Chorus, observed");
  // Nothing else of Prometheus is reached through the page.
  expect((await fetch(`${page.url}/api/v1/status/config`)).status).toBe(404);
});

test.skipIf(programs === null)("Prometheus and Alertmanager take their configurations", async () => {
  const prometheus = await run(promtool, ["check", "config", "--syntax-only", "generated/prometheus.yml"]);
  expect(prometheus.code, prometheus.output).toBe(0);
  const config = ["--config.file", "alertmanager/alertmanager.yml"];
  const check = await run(amtool, ["check-config", "alertmanager/alertmanager.yml"]);
  expect(check.code, check.output).toBe(0);
  const receiverOf = async (severity: string) =>
    (await run(amtool, ["config", "routes", "test", ...config, `severity=${severity}`])).stdout.trim();
  expect([await receiverOf("page"), await receiverOf("ticket")]).toEqual(["pager", "tickets"]);
});
