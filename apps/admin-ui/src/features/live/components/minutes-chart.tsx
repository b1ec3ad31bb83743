import { useEffect, useRef } from "react";
import UPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { formatNumber } from "../../../lib/language/format-number.ts";
import { formatClock } from "../../../lib/language/format-time.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { themeChoice } from "../../../lib/browser/theme.ts";
import { useReadable } from "../../../lib/browser/use-readable.ts";
import { liveTexts } from "../live-texts.ts";

const HEIGHT_PX = 180;
/** Room for the times below the bars, and nothing else. */
const AXIS_PX = 26;
/** Room for the whole first and last bar. */
const HALF_MINUTE_S = 30;

interface MinutesChartProps {
  minutes: readonly { minute: string; messages: number }[];
}

/** A bar chart, one bar a minute; the table beside it has the same data. */
export function MinutesChart({ minutes }: MinutesChartProps) {
  const t = useTexts(liveTexts);
  const theme = useReadable(themeChoice);
  const total = minutes.reduce((sum, { messages }) => sum + messages, 0);
  // A canvas cannot use CSS variables, so it is drawn again for another theme.
  return (
    <figure>
      <Plot key={theme} minutes={minutes} />
      <figcaption className="sr-only">{`${t.perMinute}: ${total}`}</figcaption>
    </figure>
  );
}

function Plot({ minutes }: MinutesChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<UPlot | null>(null);
  useEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const plot = new UPlot(optionsFor(element), [[], []], element);
    chart.current = plot;
    const observer = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: HEIGHT_PX }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.destroy();
      chart.current = null;
    };
  }, []);
  useEffect(() => {
    const times = minutes.map(({ minute }) => Date.parse(minute) / 1_000);
    chart.current?.setData([times, minutes.map(({ messages }) => messages)]);
  }, [minutes]);
  return <div ref={place} aria-hidden="true" style={{ height: HEIGHT_PX }} />;
}

function optionsFor(element: HTMLElement): UPlot.Options {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const font = "11px Inter Variable, sans-serif";
  const axis = { stroke: colour("--ink-3"), font, ticks: { show: false } };
  const bars = UPlot.paths.bars?.({ size: [0.7, 24], radius: 0.2 });
  return {
    width: element.clientWidth,
    height: HEIGHT_PX,
    legend: { show: false },
    cursor: { show: false },
    // Zero-based, with a minimum height, so that one message does not fill the chart.
    scales: {
      x: { range: (_plot, min, max) => [min - HALF_MINUTE_S, max + HALF_MINUTE_S] },
      y: { range: (_plot, _min, max) => [0, Math.max(5, (max ?? 0) * 1.18)] },
    },
    hooks: { draw: [(plot) => labelHighest(plot, colour("--ink-2"))] },
    axes: [
      {
        ...axis,
        size: AXIS_PX,
        gap: 6,
        grid: { show: false },
        values: (_plot, seconds) => seconds.map((second) => formatClock(new Date(second * 1_000).toISOString())),
      },
      {
        ...axis,
        size: 32,
        gap: 8,
        grid: { stroke: colour("--grid"), width: 1 },
        values: (_plot, values) => values.map((value) => (Number.isInteger(value) ? String(value) : "")),
      },
    ],
    series: [
      {},
      {
        fill: colour("--chart"),
        points: { show: false },
        ...(bars && { paths: bars }),
      },
    ],
  };
}

/** The number itself over the highest bar. */
function labelHighest(plot: UPlot, ink: string): void {
  const [times = [], counts = []] = plot.data;
  const highest = Math.max(0, ...counts.map((count) => count ?? 0));
  const at = times[counts.lastIndexOf(highest)];
  if (highest === 0 || at === undefined) return;
  const { ctx } = plot;
  const scale = UPlot.pxRatio;
  ctx.save();
  ctx.fillStyle = ink;
  ctx.font = `600 ${11 * scale}px Inter Variable, sans-serif`;
  ctx.textAlign = "center";
  ctx.textBaseline = "bottom";
  ctx.fillText(formatNumber(highest), plot.valToPos(at, "x", true), plot.valToPos(highest, "y", true) - 3 * scale);
  ctx.restore();
}
