/** Values with their unit, as short as axes need them. */

const round = (value, digits = 3) => String(Number(value.toPrecision(digits)));

const scaled = (value, base, units) => {
  let index = 0;
  let rest = value;
  while (Math.abs(rest) >= base && index < units.length - 1) {
    rest /= base;
    index += 1;
  }
  return round(rest) + units[index];
};

const seconds = (value) => {
  if (value === 0) return "0 s";
  if (value < 0.001) return `${round(value * 1e6)} µs`;
  if (value < 1) return `${round(value * 1_000)} ms`;
  if (value < 120) return `${round(value)} s`;
  return value < 7_200 ? `${round(value / 60)} min` : `${round(value / 3_600)} h`;
};

/** By the names that Grafana has for units. */
const FORMATS = {
  short: (value) => scaled(value, 1_000, ["", "k", "M", "G"]),
  s: seconds,
  bytes: (value) => scaled(value, 1_024, [" B", " KiB", " MiB", " GiB", " TiB"]),
  percentunit: (value) => `${round(value * 100)} %`,
  reqps: (value) => `${scaled(value, 1_000, ["", "k", "M"])}/s`,
};

export function formatterOf(unit) {
  return FORMATS[unit] ?? FORMATS.short;
}
