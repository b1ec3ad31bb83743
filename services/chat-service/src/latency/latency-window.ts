import type { LatencyWindow } from "@chorus/contracts/latency";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How many of which length a window has, beside the one that is under way. */
const WINDOWS: Record<LatencyWindow, { count: number; unitMs: number }> = {
  hour: { count: 60, unitMs: MINUTE_MS },
  day: { count: 24, unitMs: HOUR_MS },
  month: { count: 30, unitMs: DAY_MS },
};

/** When a window begins: on a whole minute, hour or day (UTC), as the rows of that age are kept. */
export function windowStart(window: LatencyWindow, nowMs: number): Date {
  const { count, unitMs } = WINDOWS[window];
  return new Date(nowMs - (nowMs % unitMs) - count * unitMs);
}

interface RollUp {
  from: "minute" | "hour" | "day";
  /** Null: they go. */
  to: "hour" | "day" | null;
  before: Date;
}

/**
 * What is added up at a moment, and what goes: always whole hours and days, of which no minute comes any more, and never what a window still
 * shows by shorter ones.
 */
export function rollUpsAt(nowMs: number): RollUp[] {
  const hourMs = nowMs - (nowMs % HOUR_MS);
  const dayMs = nowMs - (nowMs % DAY_MS);
  return [
    { from: "minute", to: "hour", before: new Date(hourMs - 2 * HOUR_MS) },
    { from: "hour", to: "day", before: new Date(dayMs - DAY_MS) },
    { from: "day", to: null, before: new Date(dayMs - 35 * DAY_MS) },
  ];
}
