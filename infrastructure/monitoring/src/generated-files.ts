import { renderDashboards } from "../dashboards/all-dashboards.ts";
import { renderPrometheusConfig } from "./prometheus-config.ts";
import { renderSloPage } from "./slo-page.ts";
import { renderSloRules } from "./slos.ts";

const FOLDER = "infrastructure/monitoring";

/** What is made from the catalogue, the promises and the dashboards, by path from the repository's root. */
export function monitoringFiles(): { file: string; content: string }[] {
  return [
    { file: `${FOLDER}/rules/slos.yml`, content: renderSloRules() },
    { file: `${FOLDER}/generated/prometheus.yml`, content: renderPrometheusConfig() },
    { file: "docs/operations/slos.md", content: renderSloPage() },
    ...renderDashboards().map(({ name, content }) => ({ file: `${FOLDER}/generated/${name}`, content })),
  ];
}
