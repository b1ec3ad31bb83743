import { execFileSync } from "node:child_process";
import { availableParallelism } from "node:os";

/** The contestant alone on one core; the load generator, Redis and what else there is on the other. */
export type Core = "server" | "load" | "any";

const CORES = { server: "0", load: "1" } as const;

function hasTaskset(): boolean {
  try {
    execFileSync("taskset", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    // Not Linux, or without util-linux: the bench runs unpinned and says so.
    return false;
  }
}

/** Asked once, before anything is pinned: a process is told only of the cores it may use itself. */
const coreCount = availableParallelism();

/** Whether processes are kept on their core. */
export const isPinned = coreCount >= 2 && hasTaskset();

/** How to start a program there. `taskset` becomes the program: the process id is its own. */
export function onCore(core: Core, program: string, args: readonly string[]): { program: string; args: string[] } {
  if (!isPinned || core === "any") return { program, args: [...args] };
  return { program: "taskset", args: ["-c", CORES[core], program, ...args] };
}

/** Puts every thread of a process on a core. */
export function pin(pid: number, core: Core): void {
  if (!isPinned) return;
  const list = core === "any" ? `0-${coreCount - 1}` : CORES[core];
  execFileSync("taskset", ["-a", "-c", "-p", list, String(pid)], { stdio: "ignore" });
}
