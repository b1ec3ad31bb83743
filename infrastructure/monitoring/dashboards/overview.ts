import { ratioOf, SLOS } from "../src/slos.ts";
import { type DashboardSpec, quantile, rate } from "./panel.ts";

/** Whether the promises are kept, and where to look when not. */
export const overview: DashboardSpec = {
  uid: "overview",
  title: "Overview",
  description: "Whether the promises are kept, and where to look when not",
  panels: [
    {
      title: "Broken promises",
      description: "Share of what went wrong, per promise, over an hour. docs/operations/slos.md",
      unit: "percentunit",
      queries: SLOS.map(({ id }) => ({ expr: ratioOf(id, "1h"), legend: id })),
    },
    {
      title: "Messages",
      description: "Messages stored, and what became of the others",
      unit: "reqps",
      queries: [{ expr: `sum by (outcome) (${rate("chorus_messages_total")})`, legend: "{{outcome}}" }],
    },
    {
      title: "From send to acknowledgement",
      description: "At the gateway: includes the batch, chat-service and the commit",
      unit: "s",
      queries: [0.5, 0.95, 0.99].map((share) => ({
        expr: quantile(share, "chorus_gateway_ack_seconds"),
        legend: `p${share * 100}`,
      })),
    },
    {
      title: "Connections",
      description: "Open sockets of each gateway",
      unit: "short",
      queries: [{ expr: "chorus_gateway_connections", legend: "{{instance}}" }],
    },
    {
      title: "Requests",
      description: "Over HTTP and between services",
      unit: "reqps",
      queries: [
        { expr: `sum by (service) (${rate("chorus_http_request_duration_seconds_count")})`, legend: "{{service}}" },
      ],
    },
    {
      title: "Event loops",
      description: "Share of the time that a service computes; near 100 % what comes waits",
      unit: "percentunit",
      queries: [{ expr: rate("chorus_event_loop_active_seconds_total"), legend: "{{service}}" }],
    },
    {
      title: "Oldest row of the outbox",
      description: "Above a second the relay or the dispatch is behind",
      unit: "s",
      queries: [{ expr: "max(chorus_outbox_oldest_seconds)", legend: "oldest" }],
    },
    {
      title: "Late tasks",
      description: "How long the most overdue task of each kind has waited",
      unit: "s",
      queries: [{ expr: "max by (task) (chorus_task_lag_seconds)", legend: "{{task}}" }],
    },
    {
      title: "Services",
      description: "1 while a service answers Prometheus",
      unit: "short",
      queries: [{ expr: 'min by (service) (up{job="chorus"})', legend: "{{service}}" }],
    },
  ],
};
