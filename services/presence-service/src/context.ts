import type { RouteResult } from "@chorus/contracts/routes/define-route";
import type { readAvailability } from "@chorus/contracts/routes/internal-chat";
import type { Clock } from "@chorus/kernel/clock";
import type { ServiceClient } from "@chorus/http/service-client";
import type { PresenceEvents } from "./events.ts";
import type { PresenceStore } from "./store.ts";

/** What presence-service uses. */
export interface PresenceContext {
  clock: Clock;
  store: PresenceStore;
  events: PresenceEvents;
  /** Publishes on the bus; a failure is only logged, because it is a hint. */
  publish: (channel: string, message: object) => Promise<void>;
  chat: ServiceClient;
  /** The statuses that these people chose, from chat-service. */
  readChoices: (tenantId: string, userIds: string[]) => Promise<RouteResult<typeof readAvailability>["items"]>;
}
