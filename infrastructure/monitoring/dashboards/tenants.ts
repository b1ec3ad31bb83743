import { type DashboardSpec, rate } from "./panel.ts";

/** Only where METRICS_TENANTS is set. */
export const tenants: DashboardSpec = {
  uid: "tenants",
  title: "Tenants",
  description: "The busiest tenants; only where METRICS_TENANTS is set",
  panels: [
    {
      title: "Messages",
      description: "Stored; `other` are all that have no counter of their own",
      unit: "reqps",
      queries: [{ expr: `topk(10, sum by (tenant) (${rate("chorus_tenant_messages_total")}))`, legend: "{{tenant}}" }],
    },
    {
      title: "Notifications",
      description: "Handed over to providers",
      unit: "reqps",
      queries: [
        { expr: `topk(10, sum by (tenant) (${rate("chorus_tenant_notifications_total")}))`, legend: "{{tenant}}" },
      ],
    },
  ],
};
