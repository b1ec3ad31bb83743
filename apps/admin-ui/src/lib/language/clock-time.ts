import { dateFormatter } from "./date-formatter.ts";
import { readerTag } from "./reader-tag.ts";

/** A time of the day, "09:30". */
export type ClockTime = string;

const TYPED = /^(\d{1,2})(?:[:.h ]?(\d{2}))?\s*(?:uhr|h)?\s*([ap])?\.?m?\.?$/i;

/** "9", "930", "9.30", "9:30 pm"; null for what is no time. */
export function parseTypedTime(text: string): ClockTime | null {
  const [, hours = "", minutes = "0", half] = TYPED.exec(text.trim()) ?? [];
  if (hours === "") return null;
  const isAfternoon = half?.toLowerCase() === "p";
  if (half && (Number(hours) < 1 || Number(hours) > 12)) return null;
  const hour = half ? (Number(hours) % 12) + (isAfternoon ? 12 : 0) : Number(hours);
  if (hour > 23 || Number(minutes) > 59) return null;
  return `${String(hour).padStart(2, "0")}:${minutes.padStart(2, "0")}`;
}

/** "09:30" or "9:30 AM", as the reader writes it. */
export function formatClockTime(time: ClockTime, tag = readerTag()): string {
  const options = { hour: "2-digit", minute: "2-digit", timeZone: "UTC" } as const;
  return dateFormatter(tag, options).format(new Date(`1970-01-01T${time === "24:00" ? "00:00" : time}:00Z`));
}

/** Every half hour of a day. */
export const HALF_HOURS: readonly ClockTime[] = Array.from(
  { length: 48 },
  (_, index) => `${String(Math.floor(index / 2)).padStart(2, "0")}:${index % 2 ? "30" : "00"}`,
);
