import type { Database } from "@chorus/database/database";
import type { Metrics } from "@chorus/observability/metrics";

interface BacklogRow extends Record<string, unknown> {
  unpublished: number;
  undispatched: number;
  oldest_seconds: number;
}

/**
 * Figures of what is stored, for alerts: what the outbox has before it. Read every few seconds and not at a
 * scrape, which a busy database must not hold up.
 */
export function watchStorage(metrics: Metrics, database: Database): () => Promise<void> {
  const rows = metrics.gauge("chorus_outbox_rows", "Rows of the outbox that wait, by what for", ["waits_for"]);
  const oldest = metrics.gauge("chorus_outbox_oldest_seconds", "Age of the oldest row of the outbox that waits");
  return async () => {
    const { background } = database;
    const [backlog] = await background.statement<BacklogRow>("outbox_backlog", "select * from outbox_backlog()", []);
    rows.set({ waits_for: "publish" }, backlog?.unpublished ?? 0);
    rows.set({ waits_for: "dispatch" }, backlog?.undispatched ?? 0);
    oldest.set(backlog?.oldest_seconds ?? 0);
  };
}
