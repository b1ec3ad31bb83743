import type { Random } from "../random.ts";
import type { Script } from "./scripts/script.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Closed conversations reach back this far. */
const HISTORY_DAYS = 24;

export interface Schedule {
  /** One moment per line of the script, ascending. */
  lineTimesMs: number[];
  startedMs: number;
  assignedMs: number | null;
  closedMs: number | null;
}

/** When everything happened, counted back from `nowMs`. `position` (0 to 1) spreads closed conversations over the weeks. */
export function schedule(script: Script, position: number, nowMs: number, random: Random): Schedule {
  const gaps = script.lines.map((line) => gapBefore(line.speaker === "note" ? 20 : line.text.length, random));
  const durationMs = gaps.reduce((sum, gap) => sum + gap, 0);
  const lastMs = lastLineTime(script, position, nowMs, random);
  const lineTimesMs: number[] = [];
  let time = lastMs - durationMs;
  for (const gap of gaps) lineTimesMs.push((time += gap));
  const [startedMs = lastMs] = lineTimesMs;
  const answered = script.lines.findIndex((line) => line.speaker !== "customer");
  const answeredMs = answered === -1 ? undefined : lineTimesMs[answered];
  return {
    lineTimesMs,
    startedMs: startedMs - 2 * SECOND,
    // Somebody accepts, reads, and then answers.
    assignedMs: answeredMs === undefined ? null : answeredMs - random.between(8, 14) * SECOND,
    closedMs: script.status === "closed" ? lastMs + random.between(2, 30) * MINUTE : null,
  };
}

/** Reading and typing take time, and people do other things in between. */
function gapBefore(characters: number, random: Random): number {
  return random.between(18, 50) * SECOND + characters * random.between(120, 420);
}

function lastLineTime(script: Script, position: number, nowMs: number, random: Random): number {
  if (script.status === "queued") return nowMs - random.between(2, 55) * MINUTE;
  if (script.status === "open") return nowMs - random.between(3, 180) * MINUTE;
  const day = nowMs - DAY - Math.round((1 - position) * HISTORY_DAYS) * DAY;
  // In working hours, UTC.
  return day - (day % DAY) + random.between(8, 17) * HOUR + random.between(0, 59) * MINUTE;
}
