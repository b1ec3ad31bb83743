import { DashboardBuilder, DashboardCursorSync } from "@grafana/grafana-foundation-sdk/dashboard";
import { DataqueryBuilder } from "@grafana/grafana-foundation-sdk/prometheus";
import { PanelBuilder } from "@grafana/grafana-foundation-sdk/timeseries";

/** Grafana's units, those that the local page knows, too (page/format.js). */
type Unit = "short" | "s" | "bytes" | "percentunit" | "reqps";

interface PanelSpec {
  title: string;
  /** What a high value means, or what to look at next. */
  description: string;
  unit: Unit;
  queries: readonly { expr: string; legend: string }[];
}

export interface DashboardSpec {
  /** Of its file and its address. */
  uid: string;
  title: string;
  description: string;
  panels: readonly PanelSpec[];
}

const COLUMNS = 3;
const GRID_WIDTH = 24;
const HEIGHT = 7;

/** `rate` over the window that suits the chart's step. */
export function rate(series: string): string {
  return `rate(${series}[$__rate_interval])`;
}

/** A quantile of a histogram over all instances. @param by further labels: `type` */
export function quantile(share: number, histogram: string, labels = "", by = ""): string {
  const selector = labels === "" ? "" : `{${labels}}`;
  const groups = by === "" ? "le" : `le, ${by}`;
  return `histogram_quantile(${share}, sum by (${groups}) (${rate(`${histogram}_bucket${selector}`)}))`;
}

/** As Grafana imports it. */
export function buildDashboard({ uid, title, description, panels }: DashboardSpec) {
  const builder = new DashboardBuilder(`Chorus: ${title}`)
    .uid(`chorus-${uid}`)
    .description(description)
    .tags(["chorus"])
    .timezone("browser")
    .refresh("30s")
    .time({ from: "now-1h", to: "now" })
    .tooltip(DashboardCursorSync.Crosshair)
    .readonly();
  for (const panel of panels) builder.withPanel(buildPanel(panel));
  return builder.build();
}

function buildPanel({ title, description, unit, queries }: PanelSpec): PanelBuilder {
  const builder = new PanelBuilder()
    .title(title)
    .description(description)
    .unit(unit)
    .min(0)
    .height(HEIGHT)
    .span(GRID_WIDTH / COLUMNS);
  for (const { expr, legend } of queries) {
    // Exemplars lead from a slow bucket to its trace.
    builder.withTarget(new DataqueryBuilder().expr(expr).legendFormat(legend).exemplar(expr.includes("_bucket")));
  }
  return builder;
}
