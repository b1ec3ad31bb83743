import { readdirSync, readFileSync } from "node:fs";

/** Nanoseconds of processor that all threads of a process have had, by the scheduler's own count. */
function cpuMs(pid: number): number {
  let nanoseconds = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    nanoseconds += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ")[0]);
  }
  return nanoseconds / 1e6;
}

/** 0 for one that has ended since it was listed. */
function cpuMsOrNone(pid: number): number {
  try {
    return cpuMs(pid);
  } catch {
    return 0;
  }
}

/** A process and those it has started: Postgres has one for each connection. */
function familyOf(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
  return [pid, ...children.split(" ").filter(Boolean).map(Number)];
}

/** What a process and its children had between the two calls; those that came meanwhile count, those that have gone do not. */
export function watchFamilyCpu(pid: number): () => number {
  const before = new Map(familyOf(pid).map((member) => [member, cpuMsOrNone(member)]));
  return () =>
    familyOf(pid).reduce((sum, member) => sum + Math.max(0, cpuMsOrNone(member) - (before.get(member) ?? 0)), 0);
}

/** Kilobytes of memory that a process holds. */
export function residentKb(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
}

/** What share of a core a process had between the two calls, 0 to 1. */
export function watchCpu(pid: number): () => { cpuMs: number; share: number } {
  const [cpuAt, at] = [cpuMs(pid), performance.now()];
  return () => {
    const usedMs = cpuMs(pid) - cpuAt;
    return { cpuMs: usedMs, share: usedMs / (performance.now() - at) };
  };
}
