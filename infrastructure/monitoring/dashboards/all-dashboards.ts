import { background } from "./background.ts";
import { gateway } from "./gateway.ts";
import { overview } from "./overview.ts";
import { buildDashboard, type DashboardSpec } from "./panel.ts";
import { processes } from "./processes.ts";
import { requests } from "./requests.ts";
import { storage } from "./storage.ts";
import { tenants } from "./tenants.ts";

export const DASHBOARDS: readonly DashboardSpec[] = [
  ...[overview, gateway, requests, storage, background, processes, tenants],
];

/** As files for Grafana's provisioning, by name. */
export function renderDashboards(): { name: string; content: string }[] {
  return DASHBOARDS.map((spec) => ({
    name: `${spec.uid}.json`,
    content: `${JSON.stringify(buildDashboard(spec), null, 2)}\n`,
  }));
}
