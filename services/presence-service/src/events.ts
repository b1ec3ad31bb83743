import type { PresenceStatus } from "@chorus/contracts/entities/people";
import type { Logger } from "@chorus/observability/logger";
import type { Metrics } from "@chorus/observability/metrics";
import type { PersonFacts } from "./engine.ts";

/** What happens in presence, as counters and log lines, together. */
export function createEvents(logger: Logger, metrics: Metrics) {
  const changes = metrics.counter("chorus_presence_changes_total", "Published transitions", ["status", "who"]);
  const faults = metrics.counter("chorus_presence_faults_total", "Things that should not fail, and did");
  return {
    changed: ({ tenantId, userId, isAgent }: PersonFacts, status: PresenceStatus) => {
      changes.inc({ status, who: isAgent ? "agent" : "customer" });
      logger.debug({ tenantId, userId, status }, "presence changed");
    },
    redisFailed: (error: unknown) => {
      logger.warn({ err: error }, "redis");
    },
    choicesUnknown: (tenantId: string, error: unknown) => {
      logger.warn({ tenantId, err: error }, "chat-service does not say who chose which status");
    },
    failed: (error: unknown) => {
      faults.inc();
      logger.error({ err: error }, "presence could not be brought up to date");
    },
  };
}
export type PresenceEvents = ReturnType<typeof createEvents>;
