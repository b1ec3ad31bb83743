import { readFileSync, writeFileSync } from "node:fs";
import { getPriority, setPriority } from "node:os";

/** Nice level, up to 19, among the processes of a session: about a third of the others' share under load. */
const NICE = 5;
/** The nice level of a session that a background process leads: about a tenth. */
const SESSION_NICE = 10;

/** Lowers the priority of a background process. `pid`: one of this user's, this process when absent. */
export function giveWayToOthers(pid: number = process.pid): void {
  // Who was started with a lower one keeps it: to raise it takes rights that a container does not have.
  if (getPriority(pid) < NICE) setPriority(pid, NICE);
  if (process.platform === "linux") lowerSession(pid);
}

/**
 * Linux with autogroups shares the processor between sessions first, and a nice level applies only within one: a session leader
 * session lowers it as a whole (sched(7), "The autogroup feature").
 */
function lowerSession(pid: number): void {
  try {
    if (sessionOf(pid) === pid) writeFileSync(`/proc/${pid}/autogroup`, String(SESSION_NICE));
  } catch (error) {
    // Without autogroups the file does not exist, and in a locked-down container it is read-only: then only the nice level applies.
    if (!(error instanceof Error && "code" in error)) throw error;
  }
}

/** Field 6 of proc_pid_stat(5); the name before it may hold blanks and parentheses. */
function sessionOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[3]);
}
