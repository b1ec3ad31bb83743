import type { Database } from "@chorus/database/database";
import type { Clock } from "@chorus/kernel/clock";
import type { Ids } from "@chorus/kernel/ids";
import type { Logger } from "@chorus/observability/logger";

/** What every verb may use. Made once in service.ts. */
export interface CommerceContext {
  clock: Clock;
  ids: Ids;
  logger: Logger;
  database: Database;
}
