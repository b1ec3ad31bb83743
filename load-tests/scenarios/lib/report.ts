import type { ProfileName } from "./profiles.ts";
import { config } from "./config.ts";

interface Metric {
  type: string;
  values: Record<string, number>;
  thresholds?: Record<string, { ok: boolean }>;
}

/** What k6 hands to `handleSummary`, as far as it is used. */
export interface Summary {
  metrics: Record<string, Metric>;
  state: { testRunDurationMs: number };
}

const METRICS = [
  "chorus_ack_ms",
  "chorus_delivery_ms",
  "chorus_acknowledged",
  "chorus_resumed",
  "chorus_gaps",
  "chorus_duplicates",
  "ws_connecting",
  "http_req_duration",
  "http_req_failed",
  "iterations",
  "checks",
];

/** A summary for programs, a page for people, and lines for whoever watches. */
export function report(name: ProfileName, summary: Summary): Record<string, string> {
  const rows = METRICS.flatMap((metric) => {
    const found = summary.metrics[metric];
    return found ? [{ metric, found }] : [];
  });
  return {
    stdout: textOf(name, rows, summary),
    [`${config.resultsFolder}/k6-${name}.json`]: JSON.stringify(summary, null, 2),
    [`${config.resultsFolder}/k6-${name}.html`]: pageOf(name, rows, summary),
  };
}

interface Row {
  metric: string;
  found: Metric;
}

function textOf(name: ProfileName, rows: readonly Row[], summary: Summary): string {
  const lines = rows.map(({ metric, found }) => `  ${mark(found)} ${metric.padEnd(22)} ${wordsOf(found)}`);
  const seconds = Math.round(summary.state.testRunDurationMs / 1_000);
  return `\n${name}, ${seconds} s\n${lines.join("\n")}\n\n`;
}

function mark({ thresholds }: Metric): string {
  if (!thresholds) return " ";
  return Object.values(thresholds).every(({ ok }) => ok) ? "✓" : "✗";
}

function wordsOf({ type, values }: Metric): string {
  if (type === "trend") {
    return ["med", "p(95)", "p(99)", "max"].map((name) => `${name} ${(values[name] ?? 0).toFixed(1)} ms`).join("  ");
  }
  if (type === "rate")
    return `${((values["rate"] ?? 0) * 100).toFixed(2)} % (${values["passes"]} of ${(values["passes"] ?? 0) + (values["fails"] ?? 0)})`;
  return `${values["count"] ?? 0}`;
}

function pageOf(name: ProfileName, rows: readonly Row[], summary: Summary): string {
  const trends = rows.filter(({ found }) => found.type === "trend");
  const largest = Math.max(1, ...trends.map(({ found }) => found.values["p(99)"] ?? 0));
  const bars = trends.map(({ metric, found }) => {
    const bar = (label: string) => {
      const value = found.values[label] ?? 0;
      return `<div class="bar"><span>${label}</span><i style="width:${Math.max(0.5, (value / largest) * 60)}%"></i><b>${value.toFixed(1)} ms</b></div>`;
    };
    return `<section><h2>${metric}</h2>${["med", "p(95)", "p(99)"].map(bar).join("")}</section>`;
  });
  const table = rows.map(({ metric, found }) => {
    const levels = Object.entries(found.thresholds ?? {}).map(
      ([level, { ok }]) =>
        `<span class="${ok ? "ok" : "broken"}">${ok ? "✓" : "✗"} ${level.replace(/</g, "&lt;")}</span>`,
    );
    return `<tr><th scope="row">${metric}</th><td>${wordsOf(found)}</td><td>${levels.join("<br>")}</td></tr>`;
  });
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Chorus under load: ${name}</title><style>
:root{color-scheme:light dark;font:15px/1.5 system-ui,sans-serif}body{max-width:56rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.4rem}h2{font-size:1rem;margin:1.2rem 0 .3rem}.bar{display:grid;grid-template-columns:4rem 1fr;align-items:center;position:relative}
.bar i{display:inline-block;height:1rem;background:light-dark(#4f46e5,#818cf8);border-radius:3px}.bar b{position:absolute;right:0;font-weight:400;font-variant-numeric:tabular-nums}
table{border-collapse:collapse;width:100%;margin-top:2rem}th,td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid light-dark(#e4e4e7,#3f3f46);vertical-align:top;font-variant-numeric:tabular-nums}
.ok{color:light-dark(#15803d,#4ade80)}.broken{color:light-dark(#b91c1c,#f87171)}</style></head><body>
<h1>Chorus under load: ${name}</h1><p>${new Date().toISOString()}, ${Math.round(summary.state.testRunDurationMs / 1_000)} s</p>
${bars.join("")}<table><thead><tr><th>metric</th><th>values</th><th>service levels</th></tr></thead><tbody>${table.join("")}</tbody></table></body></html>`;
}
