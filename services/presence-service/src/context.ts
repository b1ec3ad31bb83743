import type { RouteResult } from "@chorus/contracts/routes/define-route";
import type { readAvailability } from "@chorus/contracts/routes/internal-chat";
import type { Clock } from "@chorus/kernel/clock";
import type { ServiceClient } from "@chorus/http/service-client";
import type { PresenceEvents } from "./events.ts";
import type { PresenceStore } from "./store.ts";

/** What presence works with. */
export interface PresenceContext {
  clock: Clock;
  store: PresenceStore;
  events: PresenceEvents;
  /** On the bus; a hint, so a failure is only logged. */
  publish: (channel: string, message: object) => Promise<void>;
  chat: ServiceClient;
  /** What these people chose, as chat-service keeps it. */
  readChoices: (tenantId: string, userIds: string[]) => Promise<RouteResult<typeof readAvailability>["items"]>;
}
