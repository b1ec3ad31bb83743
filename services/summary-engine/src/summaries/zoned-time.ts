/** An instant in a zone: `2026-11-28T23:30:00.000+14:00`. In UTC for a zone that this runtime does not know. */
export function zonedTime(moment: Date, timeZone: string | null): string {
  const offset = timeZone === null ? 0 : offsetMinutes(moment, timeZone);
  if (offset === 0) return moment.toISOString();
  const local = new Date(moment.getTime() + offset * 60_000).toISOString().slice(0, -1);
  const two = (value: number) => String(value).padStart(2, "0");
  const minutes = Math.abs(offset);
  return `${local}${offset < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function offsetMinutes(moment: Date, timeZone: string): number {
  try {
    const format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
    const name = format.formatToParts(moment).find(({ type }) => type === "timeZoneName")?.value ?? "";
    const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(name) ?? [];
    return sign === undefined ? 0 : (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  } catch (error) {
    if (error instanceof RangeError) return 0;
    throw error;
  }
}
