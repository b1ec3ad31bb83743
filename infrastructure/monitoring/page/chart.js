import { formatterOf } from "./format.js";

/** Loaded before, by a script tag. */
const { uPlot } = globalThis;

const COLOURS = ["--accent", "--green", "--amber", "--blue", "--red", "--violet", "--grey"];
const DASHES = [[], [6, 4], [2, 3]];
const LEGEND_ROWS = 6;
const HEIGHT = 170;

const valueOf = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** `{{method}} {{route}}`, filled with the labels of a series. */
function nameOf(legend, labels) {
  const name = legend.replaceAll(/\{\{(\w+)\}\}/g, (_, label) => labels[label] ?? "");
  return name.trim() || "all";
}

/** One array of times and one of values for each series, as uPlot takes them; null where there is none. */
export function toColumns(answers, times) {
  const index = new Map(times.map((time, position) => [time, position]));
  const series = answers.flatMap(({ legend, result }) =>
    result.map(({ metric, values }) => {
      const column = Array.from(times, () => null);
      for (const [time, text] of values) {
        const position = index.get(time);
        const value = Number(text);
        if (position !== undefined && Number.isFinite(value)) column[position] = value;
      }
      return { name: nameOf(legend, metric), column };
    }),
  );
  const last = ({ column }) => column.findLast((value) => value !== null) ?? -1;
  const isThere = ({ column }) => column.some((value) => value !== null);
  const isMore = ({ column }) => column.some((value) => value !== null && value !== 0);
  // Where something happens, what does not is left out.
  const shown = series.some(isMore) ? series.filter(isMore) : series.filter(isThere);
  return shown.toSorted((a, b) => last(b) - last(a));
}

/** Draws the series of a panel into its place, and its legend below. */
export function drawPanel(place, legend, { unit, times, series }) {
  const format = formatterOf(unit);
  place.replaceChildren();
  legend.replaceChildren();
  if (series.length === 0) {
    const nothing = document.createElement("div");
    nothing.className = "nothing";
    nothing.textContent = "Nothing yet";
    place.append(nothing);
    return;
  }
  const strokeOf = (position) => valueOf(COLOURS[position % COLOURS.length]);
  const dashOf = (position) => DASHES[Math.floor(position / COLOURS.length) % DASHES.length];
  const axis = { stroke: valueOf("--ink-3"), grid: { stroke: valueOf("--grid"), width: 1 }, font: "11px sans-serif" };
  const highest = Math.max(...series.flatMap(({ column }) => column.filter((value) => value !== null)));
  const chart = new uPlot(
    {
      ...{ width: place.clientWidth, height: HEIGHT, legend: { show: false }, padding: [8, 8, 0, 0] },
      cursor: { y: false, points: { size: 5 } },
      scales: { y: { range: [0, highest > 0 ? highest * 1.1 : 1] } },
      axes: [
        { ...axis, ticks: { show: false }, values: (_, splits) => splits.map(clock), space: 70, size: 28 },
        { ...axis, ticks: { show: false }, values: (_, splits) => splits.map(format), size: 62, space: 32 },
      ],
      series: [
        {},
        ...series.map(({ name }, position) => ({
          ...{ label: name, stroke: strokeOf(position), dash: dashOf(position), width: 1.5 },
          ...{ points: { show: false }, spanGaps: true },
        })),
      ],
    },
    [times, ...series.map(({ column }) => column)],
    place,
  );
  place.dataset.points = String(chart.data[0].length);
  for (const [position, { name, column }] of series.slice(0, LEGEND_ROWS).entries()) {
    const row = legend.insertRow();
    const swatch = document.createElement("span");
    swatch.className = "swatch";
    swatch.style.background = strokeOf(position);
    const label = row.insertCell();
    label.append(swatch, name);
    label.title = name;
    row.insertCell().textContent = format(column.findLast((value) => value !== null));
  }
  if (series.length > LEGEND_ROWS) {
    const row = legend.insertRow();
    row.className = "rest";
    const rest = row.insertCell();
    rest.colSpan = 2;
    rest.textContent = `and ${series.length - LEGEND_ROWS} more`;
  }
}

function clock(time) {
  return new Date(time * 1_000).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}
