import { readFileSync } from "node:fs";

/** How often it looks. */
const TICK_MS = 20;
/** Linux: nanoseconds on a processor, nanoseconds ready to run and waiting for one, turns. */
const SCHEDULER = "/proc/self/schedstat";

/** How long this process was ready to run and was not let: by other programs on the machine, or by its host. */
export interface StarvationWatch {
  /** Since the watch began. */
  readonly starvedMs: number;
  /** A clock that stands still while this process is starved: what it measures is the platform, not the machine. */
  nowMs(): number;
}

/**
 * Asks the kernel how long this process has waited for a processor; where that is not to be had, it measures by how much its
 * own timers come late without having computed meanwhile, which is less.
 */
export function watchStarvation(): StarvationWatch {
  const offsetMs = readWaitMs() ?? 0;
  let starvedMs = 0;
  const tick = (): void => {
    const beganAtMs = performance.now();
    const before = process.cpuUsage();
    const timer = setTimeout(() => {
      const waitMs = readWaitMs();
      if (waitMs === null) {
        const { user, system } = process.cpuUsage(before);
        starvedMs += Math.max(0, performance.now() - beganAtMs - TICK_MS - (user + system) / 1_000);
      } else starvedMs = waitMs - offsetMs;
      tick();
    }, TICK_MS);
    // It watches as long as there is something to watch.
    timer.unref();
  };
  tick();
  return {
    get starvedMs() {
      return starvedMs;
    },
    nowMs: () => performance.now() - starvedMs,
  };
}

function readWaitMs(): number | null {
  try {
    return Number(readFileSync(SCHEDULER, "utf8").split(" ")[1]) / 1_000_000;
  } catch (error) {
    if (error instanceof Error && "code" in error) return null;
    throw error;
  }
}
