import type { Logger } from "@chorus/observability/logger";
import type { Metrics } from "@chorus/observability/metrics";

/** What happens to summaries, as counters and log lines, together. No text is ever logged. */
export function createEvents(logger: Logger, metrics: Metrics) {
  const made = metrics.counter("chorus_summaries_made_total", "Summaries stored", ["provider", "reason"]);
  const tasks = metrics.counter("chorus_summary_tasks_total", "Tasks by how they ended", ["outcome"]);
  const rejected = metrics.counter("chorus_summary_statements_rejected_total", "Statements without a sound source", [
    "provider",
  ]);
  const failures = metrics.counter("chorus_model_failures_total", "Models that did not answer as they should", [
    "provider",
  ]);
  const away = metrics.counter("chorus_vector_store_failures_total", "Calls that the vector store did not answer");
  return {
    drafted(provider: string, rejectedCount: number) {
      if (rejectedCount > 0) rejected.inc({ provider }, rejectedCount);
    },
    providerFailed(tenantId: string, provider: string, error: unknown) {
      failures.inc({ provider });
      logger.warn({ tenantId, provider, err: error }, "a model did not answer as it should: the next one is asked");
    },
    taskEnded(
      task: { tenantId: string; taskId: string; reason: string },
      outcome: string,
      stored: number,
      provider: string,
    ) {
      tasks.inc({ outcome });
      if (stored > 0) made.inc({ provider, reason: task.reason }, stored);
      logger.info({ ...task, outcome, stored, provider }, "summaries");
    },
    readyUntold(tenantId: string, conversationId: string, error: unknown) {
      logger.warn(
        { tenantId, conversationId, err: error },
        "the desk was not told of a new summary: it looks by itself",
      );
    },
    vectorsAway(error: unknown) {
      away.inc({});
      logger.warn(
        { err: error },
        "the vector store cannot be reached: words alone are searched, vectors are caught up with",
      );
    },
    replayed(conversations: number) {
      if (conversations > 0)
        logger.info({ conversations }, "vectors are missing: these conversations are indexed again");
    },
    tenantsForgotten(tenants: number) {
      if (tenants > 0) logger.info({ tenants }, "vectors of deleted tenants were removed");
    },
  };
}
export type SummaryEvents = ReturnType<typeof createEvents>;
