import path from "node:path";
import { portVariable } from "@chorus/contracts/services";
import { createCleanup } from "@chorus/kernel/cleanup";
import { waitFor } from "@chorus/kernel/wait";
import { servePage } from "@chorus/monitoring/page-server";
import { logFolder, stateFolder } from "@chorus/servers/paths";
import { answers, findFreePort, requireFreePort, urlOf } from "@chorus/servers/ports";
import { endChild } from "@chorus/servers/processes";
import { UserError } from "@chorus/servers/user-error";
import { readLocalEnvironment } from "../config.ts";
import { readRunningStack } from "../stack/stack-file.ts";
import { amber, bold, dim, green, red, table } from "../terminal.ts";
import { monitoringPrograms } from "../tools/monitoring-programs.ts";
import { SCRAPE_SECONDS, type StartedProgram, startPrograms } from "./start-programs.ts";

const folder = path.join(stateFolder, "observe");
const READY_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 10_000;

/** `make observe`: Prometheus, Alertmanager and a page with the dashboards, for the stack of `make dev`, until Ctrl-C. */
export async function runObserve(): Promise<void> {
  const environment = readLocalEnvironment();
  if (!(await readRunningStack())) throw new UserError("Nothing runs here: start make dev first, in another terminal.");
  await requireFreePort(environment.OBSERVE_PORT, "make observe", "OBSERVE_PORT");
  const programs = await monitoringPrograms();
  const cleanup = createCleanup();
  const stop = new Promise<undefined>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve(undefined));
  });
  try {
    const prometheusPort = await findFreePort();
    const page = await servePage({
      port: environment.OBSERVE_PORT,
      prometheusUrl: urlOf(prometheusPort),
      intervalSeconds: SCRAPE_SECONDS,
      onAlert: printAlert,
    });
    cleanup.defer(() => page[Symbol.asyncDispose]());
    const started = await startPrograms(programs, {
      ...{ folder, logFolder, prometheusPort, hook: `${page.url}/hook` },
      targetOf: (service) => `127.0.0.1:${environment[portVariable(service)]}`,
    });
    cleanup.defer(() => Promise.all(started.map(({ child }) => endChild(child, "SIGTERM", STOP_TIMEOUT_MS))));
    const ended = Promise.race(started.map(({ name, exit }) => exit.then(() => name)));
    const ready = waitFor(
      async () => (await Promise.all(started.map(({ readyUrl }) => answers(readyUrl)))).every(Boolean),
      { timeoutMs: READY_TIMEOUT_MS },
    ).then(() => null);
    const failed = (await Promise.race([ready, ended, stop])) ?? undefined;
    if (failed === undefined) print(page.url, started);
    const crashed = failed ?? (await Promise.race([ended, stop]));
    if (crashed !== undefined) throw new UserError(`${crashed} has ended: see .chorus/logs/${crashed}.log.`);
  } finally {
    await cleanup.run();
  }
}

function print(pageUrl: string, started: readonly StartedProgram[]): void {
  const rows = [[bold("dashboards"), pageUrl], ...started.map(({ name, url }) => [name, url])];
  console.log(
    `\n${table(rows)}\n\n  ${dim("alerts are printed here · Ctrl-C stops all three, the figures are kept")}\n`,
  );
}

function printAlert(alert: { status: string; summary: string; severity: string; runbook: string }): void {
  const paint = alert.status === "resolved" ? green : alert.severity === "page" ? red : amber;
  console.log(`${paint(`${alert.status} ${alert.severity}`)} ${alert.summary} ${dim(alert.runbook)}`);
}
