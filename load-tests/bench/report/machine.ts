import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, loadavg, release, totalmem } from "node:os";
import path from "node:path";
import { repositoryRoot } from "@chorus/servers/paths";
import { isPinned } from "../measure/cores.ts";

const PACKAGES = [
  "uWebSockets.js",
  "ws",
  "socket.io",
  "@socket.io/redis-adapter",
  "@socket.io/redis-streams-adapter",
  "ioredis",
];

/** What a number is worth nothing without. */
export interface Machine {
  at: string;
  commit: string;
  processor: string;
  memoryGib: number;
  kernel: string;
  node: string;
  redis: string;
  packages: Record<string, string>;
  isPinned: boolean;
  /** Before the first cell: above 0.3 somebody else was at work. */
  loadBefore: number;
}

/** @param before of a run that this one adds to */
export function describeMachine(before?: string): Machine {
  const now = firstLineOf("git", ["describe", "--always", "--dirty", "--abbrev=12"]);
  return {
    at: new Date().toISOString(),
    commit: before === undefined || before.endsWith(now) ? (before ?? now) : `${before}, then ${now}`,
    processor: `${cpus().length} × ${cpus()[0]?.model.trim()}`,
    memoryGib: Math.round(totalmem() / 2 ** 30),
    kernel: release(),
    node: process.versions.node,
    redis: /v=(\S+)/.exec(firstLineOf("redis-server", ["--version"]))?.[1] ?? "unknown",
    packages: Object.fromEntries(PACKAGES.map((name) => [name, versionOf(name)])),
    isPinned,
    loadBefore: loadavg()[0] ?? Number.NaN,
  };
}

function firstLineOf(program: string, args: readonly string[]): string {
  try {
    return execFileSync(program, args, { cwd: repositoryRoot, encoding: "utf8" }).trim();
  } catch {
    // Without git, or away from it, the numbers still count.
    return "unknown";
  }
}

/** Read, not imported: what a package exports need not include its own description. */
function versionOf(name: string): string {
  const folders = createRequire(import.meta.url).resolve.paths(name) ?? [];
  for (const folder of folders) {
    try {
      const text = readFileSync(path.join(folder, name, "package.json"), "utf8");
      return (JSON.parse(text) as { version: string }).version;
    } catch {
      // Not in this folder: the next one up.
      continue;
    }
  }
  return "unknown";
}
