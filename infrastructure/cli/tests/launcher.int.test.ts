import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";

const launcher = path.join(import.meta.dirname, "../bin/chorus.mjs");
/** A Node of another line, which newcomers have: CI's machine has one. */
const otherNode = (process.env["PATH"] ?? "")
  .split(path.delimiter)
  .map((folder) => path.join(folder, "node"))
  .find((node) => existsSync(node) && !execFileSync(node, ["--version"], { encoding: "utf8" }).startsWith("v24."));

function launch(args: string[], variables: Record<string, string> = {}) {
  const child = spawn(otherNode ?? "", [launcher, ...args], {
    env: { ...process.env, ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = { out: "", error: "" };
  child.stdout.on("data", (chunk: Buffer) => (said.out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (said.error += chunk.toString()));
  const ended = once(child, "close") as Promise<[number | null, string | null]>;
  return { child, said, ended };
}

it.skipIf(!otherNode)("an unsupported Node says what to install where the right one cannot be fetched", async () => {
  const cache = await mkdtemp(path.join(tmpdir(), "chorus-launcher-"));
  try {
    const { said, ended } = launch(["help"], { XDG_CACHE_HOME: cache, npm_config_registry: "http://127.0.0.1:1" });
    expect(await ended).toEqual([1, null]);
    expect(said.error).toMatch(/^chorus: Chorus runs on Node 24.+; this is \d+.+ECONNREFUSED.+install Node 24/m);
  } finally {
    await rm(cache, { recursive: true });
  }
});

it.skipIf(!otherNode)(
  "a command runs under the right one, says so in one line, and passes signals and exit codes on",
  async () => {
    const script =
      "console.log(process.version); setInterval(() => {}, 1000); process.on('SIGTERM', () => process.exit(7))";
    const { child, said, ended } = launch(["exec", "node", "-e", script]);
    await expect.poll(() => said.out, { timeout: 60_000 }).toMatch(/^v24\./);
    expect(said.error.trim().split("\n")).toEqual([
      expect.stringMatching(/^chorus: Chorus runs on Node 24.+going on under/),
    ]);
    child.kill("SIGTERM");
    expect(await ended).toEqual([7, null]);
  },
);

it.skipIf(!otherNode)("when the launcher is killed with -9 nothing of it stays", async () => {
  const script = "console.log(process.pid); setInterval(() => {}, 1000)";
  const { child, said, ended } = launch(["exec", "node", "-e", script]);
  await expect.poll(() => said.out, { timeout: 60_000 }).toMatch(/^\d+/);
  child.kill("SIGKILL");
  await ended;
  const pid = Number.parseInt(said.out, 10);
  await expect.poll(() => existsSync(`/proc/${pid}`), { timeout: 10_000 }).toBe(false);
});
