import { type DashboardSpec, rate } from "./panel.ts";

/** Postgres as the services see it, the outbox and the backups. */
export const storage: DashboardSpec = {
  uid: "storage",
  title: "Storage",
  description: "Postgres as the services see it, the outbox and the backups",
  panels: [
    {
      title: "Connections in use",
      description: "By service and budget; the most that there may be is chorus_postgres_pool_size",
      unit: "short",
      queries: [
        {
          expr: 'sum by (service, budget) (chorus_postgres_pool_connections{state="used"})',
          legend: "{{service}} {{budget}}",
        },
      ],
    },
    {
      title: "Statements that wait for a connection",
      description: "Above 0 for long: the database is slow, or the pool is small",
      unit: "short",
      queries: [{ expr: "sum by (service, budget) (chorus_postgres_pool_waiting)", legend: "{{service}} {{budget}}" }],
    },
    {
      title: "Rows of the outbox that wait",
      description: "For the relay (publish) and the dispatch of tasks",
      unit: "short",
      queries: [{ expr: "max by (waits_for) (chorus_outbox_rows)", legend: "{{waits_for}}" }],
    },
    {
      title: "Oldest row of the outbox",
      description: "Alert above 30 s",
      unit: "s",
      queries: [{ expr: "max(chorus_outbox_oldest_seconds)", legend: "oldest" }],
    },
    {
      title: "Published by the relay",
      description: "Events whose publishing was lost with a process or with Redis",
      unit: "reqps",
      queries: [{ expr: `sum(${rate("chorus_outbox_relayed_total")})`, legend: "events" }],
    },
    {
      title: "Age of the backups' log",
      description:
        "Time since Postgres' log of writes last came to the backups, and since all that had come was stored: what a disaster would cost. Alerts above 2 minutes; nothing where no backups follow the database",
      unit: "s",
      queries: [
        { expr: "time() - max(chorus_backup_wal_received_timestamp_seconds)", legend: "received" },
        { expr: "time() - max(chorus_backup_wal_stored_timestamp_seconds)", legend: "stored" },
      ],
    },
  ],
};
