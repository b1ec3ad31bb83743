import type { Trouble } from "@chorus/contracts/routes/troubles";
import type { ServiceName } from "@chorus/contracts/services";
import type { ServiceHealth } from "@chorus/http/heartbeat";

/** A gateway that is away shows by itself: nobody is connected. */
const TROUBLE_OF: Partial<Record<ServiceName, Trouble>> = {
  "notification-worker": "notifications",
  "presence-service": "presence",
  "summary-engine": "summaries",
};

/** What does not work: services that were there within a day, and none of whose instances is ready. */
export function findTroubles(services: readonly ServiceHealth[]): Trouble[] {
  return services.flatMap(({ service, wasThere, instances }) => {
    const trouble = TROUBLE_OF[service];
    return trouble && wasThere && !instances.some(({ isReady }) => isReady) ? [trouble] : [];
  });
}
