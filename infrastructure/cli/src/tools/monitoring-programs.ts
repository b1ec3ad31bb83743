import path from "node:path";
import { findProgram } from "../k6/build-k6.ts";
import { fetchDebianPrograms } from "./debian-programs.ts";

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

/**
 * Those on the PATH, or Debian's, fetched at the first time (9 s, 134 MB).
 * @throws UserError where they can neither be found nor fetched
 */
export async function monitoringPrograms(): Promise<MonitoringPrograms> {
  const found: Partial<Record<Program, string>> = {};
  for (const [program, names] of Object.entries(NAMES) as [Program, readonly string[]][]) {
    for (const name of names) {
      const file = found[program] ?? (await findProgram(name));
      if (file !== undefined) found[program] = file;
    }
  }
  if (isComplete(found)) return { ...found, folder: process.cwd() };
  const bin = await fetchDebianPrograms({
    name: "prometheus",
    packages: ["prometheus", "promtool", "prometheus-alertmanager"],
    // Its templates.
    relative: { "prometheus-alertmanager": "/usr/share/prometheus/alertmanager" },
  });
  const inBin = (name: string) => path.join(bin, name);
  return {
    prometheus: inBin("prometheus"),
    promtool: inBin("promtool"),
    alertmanager: inBin("prometheus-alertmanager"),
    amtool: inBin("amtool"),
    folder: path.join(bin, "../.."),
  };
}

function isComplete(found: Partial<Record<Program, string>>): found is Record<Program, string> {
  return Object.keys(NAMES).every((program) => program in found);
}
