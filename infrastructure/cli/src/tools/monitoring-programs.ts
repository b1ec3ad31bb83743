import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fetchDebianPackages } from "@chorus/servers/fetched-programs";
import { findProgram } from "@chorus/servers/system-packages";

/** The programs that watch the platform. */
export interface MonitoringPrograms {
  prometheus: string;
  promtool: string;
  alertmanager: string;
  amtool: string;
  /** In which they have to run. */
  folder: string;
}

type Program = Exclude<keyof MonitoringPrograms, "folder">;

/** As they are called in releases of their makers, and by Debian. */
const NAMES = {
  prometheus: ["prometheus"],
  promtool: ["promtool"],
  alertmanager: ["alertmanager", "prometheus-alertmanager"],
  amtool: ["amtool"],
} as const satisfies Record<Program, readonly string[]>;

/** Alertmanager's, which it needs to start. */
const TEMPLATES = "/usr/share/prometheus/alertmanager";

/**
 * Those on the PATH, or Debian's, fetched at the first time (9 s, 216 MB).
 * @throws UserError where they can neither be found nor fetched
 */
export async function monitoringPrograms(): Promise<MonitoringPrograms> {
  const found: Partial<Record<Program, string>> = {};
  for (const [program, names] of Object.entries(NAMES) as [Program, readonly string[]][]) {
    for (const name of names) {
      const file = found[program] ?? findProgram(name);
      if (file !== undefined) found[program] = file;
    }
  }
  if (isComplete(found)) return { ...found, folder: process.cwd() };
  // Those of Go programs also run on the Debian before, because they need no library but glibc 2.34.
  const folder = await fetchDebianPackages({
    ...{ name: "prometheus", packages: ["prometheus", "promtool", "prometheus-alertmanager"] },
    ...{ what: "Prometheus and Alertmanager", instead: "install them" },
    adapt: (unpacked) => makeRelative(path.join(unpacked, "usr/bin/prometheus-alertmanager"), TEMPLATES),
  });
  const inBin = (name: string) => path.join(folder, "usr/bin", name);
  return {
    prometheus: inBin("prometheus"),
    promtool: inBin("promtool"),
    alertmanager: inBin("prometheus-alertmanager"),
    amtool: inBin("amtool"),
    folder,
  };
}

/**
 * A program that looks for files of its own below `/usr/share`, changed to look from the folder in which it runs: they are where it
 * was unpacked. The path keeps its length, because it stands within the program: `/usr/share/…` becomes `usr//share/…`.
 */
async function makeRelative(program: string, folder: string): Promise<void> {
  const bytes = await readFile(program);
  const relative = Buffer.from(folder.replace("/usr/share/", "usr//share/"));
  for (let at = bytes.indexOf(folder); at >= 0; at = bytes.indexOf(folder, at)) relative.copy(bytes, at);
  await writeFile(program, bytes);
}

function isComplete(found: Partial<Record<Program, string>>): found is Record<Program, string> {
  return Object.keys(NAMES).every((program) => program in found);
}
