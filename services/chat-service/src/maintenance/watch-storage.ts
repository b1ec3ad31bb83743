import type { Database } from "@chorus/database/database";
import type { Metrics } from "@chorus/observability/metrics";

interface BacklogRow extends Record<string, unknown> {
  unpublished: number;
  undispatched: number;
  oldest_seconds: number;
}

interface ArchiveRow extends Record<string, unknown> {
  is_on: boolean;
  failed: number;
  is_failing: boolean;
  age_seconds: number | null;
}

/** pg_stat_archiver is readable for every role. Without `archive_mode` Postgres archives nothing, and nothing is said of it. */
const ARCHIVE = `
  select current_setting('archive_mode') <> 'off' as is_on, failed_count as failed,
    coalesce(last_failed_time > last_archived_time, last_failed_time is not null) as is_failing,
    extract(epoch from clock_timestamp() - last_archived_time)::double precision as age_seconds
  from pg_stat_archiver`;

/**
 * Figures of what is stored, for alerts: what the outbox has before it, and how old the archive is. Read every few seconds and
 * not at a scrape, which a busy database must not hold up.
 */
export function watchStorage(metrics: Metrics, database: Database): () => Promise<void> {
  const rows = metrics.gauge("chorus_outbox_rows", "Rows of the outbox that wait, by what for", ["waits_for"]);
  const oldest = metrics.gauge("chorus_outbox_oldest_seconds", "Age of the oldest row of the outbox that waits");
  const failures = metrics.gauge("chorus_wal_archive_failures", "Failures to archive WAL since Postgres counts them");
  const failing = metrics.gauge("chorus_wal_archive_failing", "1 while the last attempt to archive WAL has failed");
  const age = metrics.gauge("chorus_wal_archive_age_seconds", "Time since WAL was last archived");
  return async () => {
    const { background } = database;
    const [backlog] = await background.statement<BacklogRow>("outbox_backlog", "select * from outbox_backlog()", []);
    rows.set({ waits_for: "publish" }, backlog?.unpublished ?? 0);
    rows.set({ waits_for: "dispatch" }, backlog?.undispatched ?? 0);
    oldest.set(backlog?.oldest_seconds ?? 0);
    const [archive] = await background.statement<ArchiveRow>("wal_archive", ARCHIVE, []);
    if (!archive?.is_on) return;
    failures.set(archive.failed);
    failing.set(archive.is_failing ? 1 : 0);
    if (archive.age_seconds !== null) age.set(archive.age_seconds);
  };
}
