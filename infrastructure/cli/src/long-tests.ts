import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { repositoryRoot } from "@chorus/servers/paths";
import { runScript } from "@chorus/servers/run-script";
import { currentCommit } from "./programs.ts";

interface LongRun {
  name: string;
  script: string;
  args: readonly string[];
  variables?: Record<string, string>;
}

const vitest = (name: string, file: string, variables: Record<string, string>): LongRun => ({
  ...{ name, variables, script: "node_modules/vitest/vitest.mjs" },
  args: ["run", file, "--testTimeout=7200000"],
});

/** What `make test` runs a seeded share of, in full. */
const runsFor = (seed: string): LongRun[] => [
  vitest("100,000 requests around the contracts of all routes", "tests/integration/fuzz", {
    CHORUS_FUZZ_RUNS: "100000",
    CHORUS_FUZZ_SEED: seed,
  }),
  vitest("300 histories in which nobody is forgotten", "tests/integration/nobody-forgotten", {
    CHORUS_HISTORIES: "300",
  }),
  vitest("2,000 histories of tasks", "shared/tasks/tests/task-states", { CHORUS_HISTORIES: "2000" }),
  vitest("10,000 histories of orders and stock", "services/commerce/tests/order-life", { CHORUS_HISTORIES: "10000" }),
  vitest("commerce killed 200 times within an order by card", "services/commerce/tests/card-faults", {
    CHORUS_KILLS: "200",
    CHORUS_SEED: seed,
  }),
  vitest("10,000 mails of one tenant", "services/notification-worker/tests/survival", { CHORUS_MAILS: "10000" }),
  { name: "every fault", script: "load-tests/faults/main.ts", args: [] },
];

/** `make test-long`, `SEED=7` for another seed: more than an hour; writes load-tests/results/long.md. */
export async function runLongTests([seed = "2026"]: string[]): Promise<void> {
  const commit = currentCommit();
  const rows: string[] = [];
  for (const { name, script, args, variables = {} } of runsFor(seed)) {
    const startedAt = performance.now();
    const code = await runScript(script, [...args], variables);
    const minutes = ((performance.now() - startedAt) / 60_000).toFixed(1);
    if (code !== 0) process.exitCode = 1;
    rows.push(`| ${name} | ${code === 0 ? "passed" : "**failed**"} | ${minutes} |`);
    await write([
      `# Long runs (commit ${commit}, seed ${seed}, ${new Date().toISOString().slice(0, 10)})`,
      "",
      "| what | result | minutes |",
      "| --- | --- | --- |",
      ...rows,
    ]);
  }
}

/** After each run, so that one that breaks off leaves what was found before. */
async function write(lines: readonly string[]): Promise<void> {
  const file = path.join(repositoryRoot, "load-tests/results/long.md");
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${lines.join("\n")}\n`);
}
