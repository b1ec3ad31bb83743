import { type DashboardSpec, rate } from "./panel.ts";

/** What each process uses. */
export const processes: DashboardSpec = {
  uid: "processes",
  title: "Processes",
  description: "What each process uses",
  panels: [
    {
      title: "Processor",
      description: "Cores in use",
      unit: "short",
      queries: [{ expr: rate("process_cpu_seconds_total"), legend: "{{service}}" }],
    },
    {
      title: "Event loops",
      description: "Share of the time that a service computes",
      unit: "percentunit",
      queries: [{ expr: rate("chorus_event_loop_active_seconds_total"), legend: "{{service}}" }],
    },
    {
      title: "Delay of the event loop, p99",
      description: "Beyond the 100 ms between samples: how long what is ready waits for something that computes",
      unit: "s",
      queries: [{ expr: "clamp_min(nodejs_eventloop_lag_p99_seconds - 0.1, 0)", legend: "{{service}}" }],
    },
    {
      title: "Memory",
      description: "Resident",
      unit: "bytes",
      queries: [{ expr: "process_resident_memory_bytes", legend: "{{service}}" }],
    },
    {
      title: "Heap",
      description: "Used by JavaScript",
      unit: "bytes",
      queries: [{ expr: "nodejs_heap_size_used_bytes", legend: "{{service}}" }],
    },
    {
      title: "Open files",
      description: "Sockets are files",
      unit: "short",
      queries: [{ expr: "process_open_fds", legend: "{{service}}" }],
    },
  ],
};
