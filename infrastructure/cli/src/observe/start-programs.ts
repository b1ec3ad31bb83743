import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { ServiceName } from "@chorus/contracts/services";
import { renderPrometheusConfig } from "@chorus/monitoring/prometheus-config";
import { repositoryRoot } from "@chorus/servers/paths";
import { findFreePort, urlOf } from "@chorus/servers/ports";
import type { MonitoringPrograms } from "../tools/monitoring-programs.ts";

const sources = path.join(repositoryRoot, "infrastructure/monitoring");
export const SCRAPE_SECONDS = 5;

/** A program that was started; `exit` resolves when it has ended. */
export interface StartedProgram {
  name: string;
  url: string;
  readyUrl: string;
  child: ChildProcess;
  exit: Promise<unknown>;
}

export interface ObservedPlatform {
  /** For their configurations and figures. */
  folder: string;
  logFolder: string;
  targetOf: (service: ServiceName) => string;
  prometheusPort: number;
  /** What Alertmanager calls, whatever the severity. */
  hook: string;
}

/** Prometheus and Alertmanager on loopback, with the rules and routes of production. */
export async function startPrograms(
  programs: MonitoringPrograms,
  { folder, logFolder, targetOf, prometheusPort, hook }: ObservedPlatform,
): Promise<StartedProgram[]> {
  const alertmanagerPort = await findFreePort();
  await mkdir(folder, { recursive: true });
  await mkdir(logFolder, { recursive: true });
  const listen = (port: number) => `127.0.0.1:${port}`;
  const start = (name: ProgramName, port: number, args: string[]) =>
    startProgram(programs, logFolder, { name, port, args });
  const prometheusFile = path.join(folder, "prometheus.yml");
  const alertmanagerFile = path.join(folder, "alertmanager.yml");
  await writeFile(
    prometheusFile,
    renderPrometheusConfig({
      targetOf,
      alertmanager: listen(alertmanagerPort),
      rules: path.join(sources, "rules/*.yml"),
      intervalSeconds: SCRAPE_SECONDS,
    }),
  );
  // The same routes as in production; whom they wake is this terminal.
  const routes = await readFile(path.join(sources, "alertmanager/alertmanager.yml"), "utf8");
  await writeFile(alertmanagerFile, routes.replaceAll("/etc/alertmanager/", `${folder}/`));
  for (const name of ["pager-url", "tickets-url"]) await writeFile(path.join(folder, name), hook);
  return [
    start("prometheus", prometheusPort, [
      ...[`--config.file=${prometheusFile}`, `--storage.tsdb.path=${path.join(folder, "prometheus")}`],
      ...["--storage.tsdb.retention.time=7d", `--web.listen-address=${listen(prometheusPort)}`],
      "--enable-feature=exemplar-storage",
    ]),
    start("alertmanager", alertmanagerPort, [
      ...[`--config.file=${alertmanagerFile}`, `--storage.path=${path.join(folder, "alertmanager")}`],
      ...[`--web.listen-address=${listen(alertmanagerPort)}`, "--cluster.listen-address="],
    ]),
  ];
}

type ProgramName = "prometheus" | "alertmanager";

function startProgram(
  programs: MonitoringPrograms,
  logFolder: string,
  { name, port, args }: { name: ProgramName; port: number; args: string[] },
): StartedProgram {
  const log = createWriteStream(path.join(logFolder, `${name}.log`), { flags: "a" });
  const child = spawn(programs[name], args, { cwd: programs.folder, stdio: ["ignore", "pipe", "pipe"] });
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  // Also when it could not be started at all.
  const exit = new Promise((resolve) => child.once("exit", resolve).once("error", resolve));
  return { name, url: urlOf(port), readyUrl: `${urlOf(port)}/-/ready`, child, exit };
}
