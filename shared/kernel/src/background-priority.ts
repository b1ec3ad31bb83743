import { readFileSync, writeFileSync } from "node:fs";
import { setPriority } from "node:os";

/** Nice level, up to 19, among the processes of a session: a third of what others get while there is too little for all. */
const NICE = 5;
/** The same of a session that is led by a background process: a tenth. */
const SESSION_NICE = 10;

/** Makes a process give way to those who serve people at once. `pid`: one of this user's, this process when absent. */
export function giveWayToOthers(pid: number = process.pid): void {
  setPriority(pid, NICE);
  if (process.platform === "linux") lowerSession(pid);
}

/**
 * Linux with autogroups shares the processor between sessions first, and a nice level counts only inside one: whoever leads a
 * session lowers it as a whole (sched(7), "The autogroup feature").
 */
function lowerSession(pid: number): void {
  try {
    if (sessionOf(pid) === pid) writeFileSync(`/proc/${pid}/autogroup`, String(SESSION_NICE));
  } catch (error) {
    // Without autogroups there is no such file, and in a locked-down container it cannot be written: the nice level has to do then.
    if (!(error instanceof Error && "code" in error)) throw error;
  }
}

/** Field 6 of proc_pid_stat(5); the name before it may hold blanks and parentheses. */
function sessionOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[3]);
}
