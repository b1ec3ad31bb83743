import type { Metrics } from "@chorus/observability/metrics";
import type { Database } from "./database.ts";

/** The database's connections, at each scrape. */
export function measurePools(metrics: Metrics, database: Pick<Database, "pools">): void {
  const { measuredGauge } = metrics;
  measuredGauge("chorus_postgres_pool_size", "Connections to Postgres that there may be", ["budget"], (set) => {
    for (const { budget, size } of database.pools()) set({ budget }, size);
  });
  const ofState = ["budget", "state"] as const;
  measuredGauge("chorus_postgres_pool_connections", "Open connections to Postgres", ofState, (set) => {
    for (const { budget, open, idle } of database.pools()) {
      set({ budget, state: "idle" }, idle);
      set({ budget, state: "used" }, open - idle);
    }
  });
  measuredGauge("chorus_postgres_pool_waiting", "Statements that wait for a connection", ["budget"], (set) => {
    for (const { budget, waiting } of database.pools()) set({ budget }, waiting);
  });
}
