import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "@chorus/servers/paths";
import { green, red, seconds, table } from "../terminal.ts";

interface Check {
  name: string;
  script: string;
  args: string[];
  /** What to type when it fails. */
  remedy: string;
}

interface Outcome extends Check {
  passed: boolean;
  output: string;
  durationMs: number;
}

const bin = (name: string) => path.join("node_modules", name);
const compiler = "node_modules/@typescript/native/bin/tsc";

/** All checks that need no database. Type checkers first: they take longest. */
function listChecks(): Check[] {
  const programs = [
    "tsconfig.json",
    "tsconfig.browser.json",
    "load-tests/scenarios/tsconfig.json",
    ...appPrograms(),
  ].filter(hasInputs);
  return [
    ...programs.map((program) => ({
      name: `types ${program.replace(/^(?:apps|load-tests)\/(.*)\/tsconfig.json$/, "$1")}`,
      script: compiler,
      args: ["-p", program],
      remedy: "",
    })),
    { name: "lint", script: bin("oxlint/bin/oxlint"), args: ["--type-aware"], remedy: "make lint" },
    {
      name: "structure",
      script: bin("dependency-cruiser/bin/dependency-cruiser.mjs"),
      args: cruiserArguments(),
      remedy: "",
    },
    { name: "rooms", script: "infrastructure/cli/bin/chorus.mjs", args: ["rooms"], remedy: "" },
    { name: "dead code", script: bin("knip/bin/knip.js"), args: ["--no-progress"], remedy: "" },
    { name: "format", script: bin("oxfmt/bin/oxfmt"), args: ["--list-different"], remedy: "make fmt" },
    { name: "bundle sizes", script: "infrastructure/cli/bin/chorus.mjs", args: ["sizes"], remedy: "" },
    {
      name: "generated files",
      script: "infrastructure/cli/bin/chorus.mjs",
      args: ["generate", "--check"],
      remedy: "make generate",
    },
  ];
}

/** Runs every check, a few at a time, and prints one line each; the output of those that failed follows. */
export async function runVerify(): Promise<void> {
  const startedAt = performance.now();
  const waiting = listChecks();
  const outcomes: Outcome[] = [];
  const worker = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) outcomes.push(await runCheck(check));
  };
  // Two at a time: each check uses more than one core by itself.
  await Promise.all([worker(), worker()]);

  const failed = outcomes.filter((outcome) => !outcome.passed);
  for (const { name, output } of failed) console.log(`\n${red(`✗ ${name}`)}\n${output.trim()}`);
  const rows = outcomes.map(({ name, passed, durationMs, remedy }) => [
    passed ? green("✓") : red("✗"),
    name,
    seconds(durationMs),
    passed || !remedy ? "" : `→ ${remedy}`,
  ]);
  console.log(`\n${table(rows)}`);
  const total = seconds(performance.now() - startedAt);
  console.log(
    failed.length > 0
      ? red(`verify: ${failed.length} of ${outcomes.length} failed (${total})`)
      : `verify: all good (${total})`,
  );
  if (failed.length > 0) process.exitCode = 1;
}

async function runCheck(check: Check): Promise<Outcome> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [check.script, ...check.args], {
    cwd: repositoryRoot,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  const [code] = (await once(child, "close")) as [number | null];
  return { ...check, passed: code === 0, output, durationMs: performance.now() - startedAt };
}

function appPrograms(): string[] {
  return readdirSync(path.join(repositoryRoot, "apps")).map((app) => `apps/${app}/tsconfig.json`);
}

function hasInputs(program: string): boolean {
  return existsSync(path.join(repositoryRoot, program));
}

function cruiserArguments(): string[] {
  return ["--config", ".dependency-cruiser.cjs", "shared", "services", "apps", "infrastructure", "load-tests", "tests"];
}
