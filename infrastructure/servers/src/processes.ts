import type { ChildProcess } from "node:child_process";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { waitFor } from "@chorus/kernel/wait";

/** Is there a process of this id? One of another user counts too. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** The command line of a process, empty when it is gone. Tells a process of ours from one that got its number later. */
export function commandOf(pid: number): string {
  try {
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8", stdio: "pipe" }).trim();
  } catch {
    return "";
  }
}

/** Ends a process that is not our child: `signal`, and SIGKILL when it has not gone after `timeoutMs`. */
export async function endProcess(pid: number, signal: NodeJS.Signals, timeoutMs: number): Promise<void> {
  if (!isAlive(pid)) return;
  process.kill(pid, signal);
  if (await waitFor(() => hasEnded(pid), { timeoutMs })) return;
  process.kill(pid, "SIGKILL");
  await waitFor(() => hasEnded(pid), { timeoutMs: 2_000 });
}

/** A process that has ended keeps its number until its parent asks for it, which a container's first process may do late. */
function hasEnded(pid: number): boolean {
  return !isAlive(pid) || /<defunct>|^$/.test(commandOf(pid));
}

/** Ends a child and resolves when it has gone: `signal`, and SIGKILL after `timeoutMs`. */
export async function endChild(child: ChildProcess, signal: NodeJS.Signals, timeoutMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  const forced = setTimeout(() => child.kill("SIGKILL"), timeoutMs);
  child.kill(signal);
  await gone;
  clearTimeout(forced);
}
