import { type DashboardSpec, quantile, rate } from "./panel.ts";

/** Sockets, frames and what is delivered. */
export const gateway: DashboardSpec = {
  uid: "gateway",
  title: "Gateway",
  description: "Sockets, frames and what is delivered",
  panels: [
    {
      title: "Frames by type",
      description: "Frames of clients that were handled",
      unit: "reqps",
      queries: [{ expr: `sum by (type) (${rate("chorus_gateway_frame_seconds_count")})`, legend: "{{type}}" }],
    },
    {
      title: "Failed frames",
      description: "Answered with an error; internal and unavailable are failures of ours",
      unit: "reqps",
      queries: [
        { expr: `sum by (type, code) (${rate("chorus_gateway_frame_errors_total")})`, legend: "{{type}} {{code}}" },
      ],
    },
    {
      title: "Time of frames, p99",
      description: "From arrival to the end of the handler",
      unit: "s",
      queries: [{ expr: quantile(0.99, "chorus_gateway_frame_seconds", "", "type"), legend: "{{type}}" }],
    },
    {
      title: "Connections that came and went",
      description: "Hellos by role, and ends by close code: 1006 is a network that broke",
      unit: "reqps",
      queries: [
        { expr: `sum by (role) (${rate("chorus_gateway_connections_total")})`, legend: "hello {{role}}" },
        { expr: `sum by (code) (${rate("chorus_gateway_connections_ended_total")})`, legend: "end {{code}}" },
        { expr: `sum by (stage) (${rate("chorus_gateway_turned_away_total")})`, legend: "turned away {{stage}}" },
      ],
    },
    {
      title: "What is followed",
      description: "Conversations that somebody follows, and the Redis channels for them",
      unit: "short",
      queries: [
        { expr: "sum(chorus_gateway_conversations)", legend: "conversations" },
        { expr: "sum(chorus_gateway_channels)", legend: "channels" },
      ],
    },
    {
      title: "Sends that wait",
      description: "For chat-service: more than a batch means that it is behind",
      unit: "short",
      queries: [{ expr: "chorus_gateway_waiting_sends", legend: "{{instance}}" }],
    },
    {
      title: "Over Redis and back",
      description: "The beat that each gateway sends to itself every second",
      unit: "s",
      queries: [0.5, 0.99].map((share) => ({
        expr: quantile(share, "chorus_gateway_pubsub_lag_seconds"),
        legend: `p${share * 100}`,
      })),
    },
    {
      title: "Gaps and silences",
      description:
        "Streams that could not be kept whole, connections to Redis given up or made again, handlers that failed",
      unit: "short",
      queries: [
        ["chorus_gateway_gaps_total", "gaps"],
        ["chorus_gateway_redis_silences_total", "silences"],
        ["chorus_gateway_resubscribes_total", "resubscribed"],
        ["chorus_gateway_faults_total", "faults"],
      ].map(([counter = "", legend = ""]) => ({ expr: `sum(increase(${counter}[5m]))`, legend })),
    },
    {
      title: "Slowest reader",
      description: "What it has not taken yet; above 1 MiB its connection is closed",
      unit: "bytes",
      queries: [{ expr: "chorus_gateway_buffered_bytes_max", legend: "{{instance}}" }],
    },
  ],
};
