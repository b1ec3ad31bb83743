import type { Database } from "@chorus/database/database";
import type { Clock } from "@chorus/kernel/clock";
import type { Ids } from "@chorus/kernel/ids";
import type { Logger } from "@chorus/observability/logger";
import type { TaskQueue } from "@chorus/tasks/task-queue";
import type { CommerceEvents } from "./events.ts";
import type { Failpoints } from "./failpoints.ts";
import type { CardProvider } from "./payments/card-provider.ts";
import type { SagaEnds } from "./sagas/saga-ends.ts";

/** What every verb may use. Made once in service.ts. */
export interface CommerceContext {
  clock: Clock;
  ids: Ids;
  logger: Logger;
  events: CommerceEvents;
  database: Database;
  tasks: TaskQueue;
  /** Null: nobody pays by card here. */
  cards: CardProvider | null;
  sagaEnds: SagaEnds;
  failpoints: Failpoints;
}
