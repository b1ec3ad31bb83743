import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { repositoryRoot } from "@chorus/servers/paths";
import { ALL_CONTESTANTS } from "../contestant.ts";
import type { Sample, Workload } from "../workloads/workload.ts";
import { barChart } from "./bar-chart.ts";
import { Summary } from "./summary.ts";
import { renderReport, type RunFacts } from "./tables.ts";

/**
 * Writes the table, the charts and every single sample.
 * @param name of the folder below load-tests/results
 * @returns the table
 */
export async function writeResults(
  name: string,
  workloads: readonly Workload[],
  samples: readonly Sample[],
  facts: RunFacts,
): Promise<{ report: string; folder: string }> {
  const folder = folderOf(name);
  await mkdir(folder, { recursive: true });
  const summary = new Summary(samples);
  const report = renderReport(workloads, ALL_CONTESTANTS, summary, facts);
  await writeFile(path.join(folder, "README.md"), report);
  await writeFile(path.join(folder, "samples.json"), `${JSON.stringify({ ...facts, samples }, null, 2)}\n`);
  for (const workload of workloads) {
    const chart = chartOf(workload, summary);
    if (chart !== null) await writeFile(path.join(folder, `${workload.name}.svg`), chart);
  }
  return { report, folder };
}

/** What a run before has written. @throws Error when there is none */
export async function readResults(name: string): Promise<RunFacts & { samples: readonly Sample[] }> {
  const file = path.join(folderOf(name), "samples.json");
  try {
    return JSON.parse(await readFile(file, "utf8")) as RunFacts & { samples: readonly Sample[] };
  } catch (error) {
    throw new Error(`there is no run to add to in ${file}: run without ADD`, { cause: error });
  }
}

function folderOf(name: string): string {
  return path.join(repositoryRoot, "load-tests/results", name);
}

function chartOf({ name, title, columns: [column] }: Workload, summary: Summary): string | null {
  const present = summary.contestantsOf(name);
  const bars = ALL_CONTESTANTS.filter((contestant) => present.has(contestant.name)).map((contestant) => {
    const { median, least, most } = summary.of(name, contestant.name, column.metric);
    return { label: contestant.title, value: median, least, most, isOurs: contestant.name === "chorus" };
  });
  const drawn = bars.filter(({ value }) => !Number.isNaN(value));
  return drawn.length === 0 ? null : barChart(title, column.title, drawn, column.digits);
}
