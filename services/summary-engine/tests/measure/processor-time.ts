import { readdirSync, readFileSync } from "node:fs";

/** Of Linux' clock ticks, which every machine of today counts in hundredths. */
const TICK_MS = 10;

/** Processor time used so far by the process whose command line names this, and those it started; 0 where there is no /proc. */
export function processorMs(named: string): number {
  let ticks = 0;
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)) {
    try {
      if (!readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(named)) continue;
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
        .replace(/^.*\) /s, "")
        .split(" ");
      ticks += Number(fields[11]) + Number(fields[12]);
    } catch (error) {
      // It has ended between two looks.
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
  }
  return ticks * TICK_MS;
}
