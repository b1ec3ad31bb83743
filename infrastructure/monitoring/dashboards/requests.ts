import { type DashboardSpec, quantile, rate } from "./panel.ts";

const COUNT = "chorus_http_request_duration_seconds_count";

/** Rate, errors and duration of every route. */
export const requests: DashboardSpec = {
  uid: "requests",
  title: "Requests",
  description: "Rate, errors and duration of every route; LINK is a call between services",
  panels: [
    {
      title: "Busiest routes",
      description: "Requests per second by route template",
      unit: "reqps",
      queries: [{ expr: `topk(10, sum by (method, route) (${rate(COUNT)}))`, legend: "{{method}} {{route}}" }],
    },
    {
      title: "Failures of ours",
      description: "5xx by route",
      unit: "reqps",
      queries: [
        {
          expr: `topk(10, sum by (service, route, status) (${rate(`${COUNT}{status=~"5.."}`)}))`,
          legend: "{{service}} {{route}} {{status}}",
        },
      ],
    },
    {
      title: "Refusals",
      description: "4xx by status: 401 after a rotation of keys, 429 from limits",
      unit: "reqps",
      queries: [
        { expr: `sum by (service, status) (${rate(`${COUNT}{status=~"4.."}`)})`, legend: "{{service}} {{status}}" },
      ],
    },
    {
      title: "Slowest routes, p99",
      description: "By route template",
      unit: "s",
      queries: [
        {
          expr: `topk(10, ${quantile(0.99, "chorus_http_request_duration_seconds", 'route!="/metrics"', "route")})`,
          legend: "{{route}}",
        },
      ],
    },
    {
      title: "Time of services, p99",
      description: "Over all routes",
      unit: "s",
      queries: [{ expr: quantile(0.99, "chorus_http_request_duration_seconds", "", "service"), legend: "{{service}}" }],
    },
    {
      title: "Sign-ins",
      description: "Attempts by outcome, and spent refresh tokens that were shown again",
      unit: "reqps",
      queries: [
        { expr: `sum by (outcome) (${rate("chorus_logins_total")})`, legend: "{{outcome}}" },
        { expr: `sum(${rate("chorus_refresh_token_reuses_total")})`, legend: "token reused" },
      ],
    },
  ],
};
