import type { QuietHours } from "@chorus/contracts/entities/notification-preferences";

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

/**
 * When the quiet hours at `nowMs` end; null outside of them. Computed with the zone's wall clock, minute by minute
 * over a change of summer time, so that 07:00 is 07:00 on that morning too.
 */
export function quietUntil(quietHours: QuietHours | null, nowMs: number): number | null {
  if (!quietHours) return null;
  const clock = wallClock(quietHours.timeZone);
  const from = minutesOf(quietHours.from);
  const to = minutesOf(quietHours.to);
  if (!holds(from, to, clock(nowMs))) return null;
  let atMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  // A jump to the expected end, then the last steps minute by minute, because the clock may have changed in between.
  const leftMinutes = (to - clock(atMs) + DAY_MINUTES) % DAY_MINUTES;
  atMs += Math.max(0, leftMinutes - 2 * 60) * MINUTE_MS;
  if (!holds(from, to, clock(atMs))) atMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  while (holds(from, to, clock(atMs))) atMs += MINUTE_MS;
  return atMs;
}

function holds(from: number, to: number, minute: number): boolean {
  if (from === to) return false;
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}

/** Minutes since midnight in a zone. */
function wallClock(timeZone: string): (atMs: number) => number {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return (atMs) => minutesOf(format.format(atMs));
}
