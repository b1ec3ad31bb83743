import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { SERVICES } from "@chorus/contracts/services";
import { waitFor } from "@chorus/kernel/wait";
import { repositoryRoot, stateFolder } from "@chorus/servers/paths";
import { answers } from "@chorus/servers/ports";
import { commandOf, endChild } from "@chorus/servers/processes";
import { watchFamilyCpu } from "../measure/process-usage.ts";
import { createBenchCleanup } from "../world/bench-cleanup.ts";
import { GENEROUS_ADMISSION } from "../world/server-variables.ts";

export interface DevStack extends AsyncDisposable {
  readonly adminDatabaseUrl: string;
  /** Milliseconds of processor that each part has had since, by name. */
  watchCpu(): () => Record<string, number>;
  /** Holds these parts until the result is disposed of. */
  hold(names: readonly string[]): Disposable;
}

const READY_WITHIN_MS = 120_000;
const STOPPED_WITHIN_MS = 30_000;

/** `make dev` on its own ports, with limits per network that one address does not reach. */
export async function startDev(): Promise<DevStack> {
  const cleanup = createBenchCleanup();
  const child = spawn(process.execPath, [path.join(repositoryRoot, "infrastructure/cli/bin/chorus.mjs"), "dev"], {
    env: { ...process.env, ...GENEROUS_ADMISSION, LOG_LEVEL: "warn" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  cleanup.defer(() => endChild(child, "SIGINT", STOPPED_WITHIN_MS));
  const areReady = async () => {
    if (child.exitCode !== null) throw new Error("make dev has ended");
    const each = Object.values(SERVICES).map(({ port }) => answers(`http://127.0.0.1:${port}/readyz`));
    return (await Promise.all(each)).every(Boolean);
  };
  try {
    if (!(await waitFor(areReady, { timeoutMs: READY_WITHIN_MS }))) throw new Error("make dev is not ready");
  } catch (error) {
    await cleanup.run();
    throw error;
  }
  const stack = JSON.parse(readFileSync(path.join(stateFolder, "stack.json"), "utf8")) as DevStack & { pid: number };
  return {
    adminDatabaseUrl: stack.adminDatabaseUrl,
    watchCpu() {
      const parts = childrenOf(stack.pid).map((pid) => ({ name: nameOf(pid), used: watchFamilyCpu(pid) }));
      return () => {
        const sums: Record<string, number> = {};
        for (const { name, used } of parts) sums[name] = (sums[name] ?? 0) + used();
        return sums;
      };
    },
    hold(names) {
      const held = childrenOf(stack.pid).filter((pid) => names.includes(nameOf(pid)));
      for (const pid of held) process.kill(pid, "SIGSTOP");
      return {
        [Symbol.dispose]() {
          for (const pid of held) process.kill(pid, "SIGCONT");
        },
      };
    },
    [Symbol.asyncDispose]: () => cleanup.run(),
  };
}

function childrenOf(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
  return children.split(" ").filter(Boolean).map(Number);
}

function nameOf(pid: number): string {
  const command = commandOf(pid);
  const service = /services\/([\w-]+)\/src/.exec(command)?.[1];
  return service ?? ["postgres", "redis", "chroma", "vite"].find((name) => command.includes(name)) ?? "other";
}
