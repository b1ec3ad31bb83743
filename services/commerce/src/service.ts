import { openDatabase, requireRestrictedRole } from "@chorus/database/database";
import { measurePools } from "@chorus/database/measure-pools";
import { createRestService, forPeople, type RestService } from "@chorus/http/rest-service";
import type { Clock } from "@chorus/kernel/clock";
import { readFailpoints } from "@chorus/kernel/failpoints";
import { systemIds } from "@chorus/kernel/ids";
import { type RunningTasks, runTasks } from "@chorus/tasks/run-tasks";
import { openTaskQueue } from "@chorus/tasks/task-queue";
import type { CommerceConfig } from "./config.ts";
import type { CommerceContext } from "./context.ts";
import { createEvents } from "./events.ts";
import { FAILPOINTS } from "./failpoints.ts";
import { catalogueEndpoints } from "./http/endpoints/catalogue.ts";
import { cartEndpoints, orderEndpoints } from "./http/endpoints/orders.ts";
import { paymentEndpoints, refundEndpoints, sagaEndpoints } from "./http/endpoints/payments.ts";
import { promotionEndpoints } from "./http/endpoints/promotions.ts";
import { stockEndpoints } from "./http/endpoints/stock.ts";
import { runOnce } from "./http/once.ts";
import { mountStripe } from "./http/stripe-callback.ts";
import { createCardProvider } from "./payments/card-provider.ts";
import { SAGA_KINDS } from "./saga-kinds.ts";
import { runSaga } from "./sagas/run-saga.ts";
import { createSagaEnds } from "./sagas/saga-ends.ts";

const CHAT_TIMEOUT_MS = 3_000;

/** A tenant's shop: what it sells, what is there, who buys and who has paid. Nothing connects before `start`. */
export async function createCommerce(
  config: CommerceConfig,
  overrides: { clock?: Clock } = {},
): Promise<RestService<CommerceContext>> {
  const { parts, serve } = createRestService("commerce", config, {
    clock: overrides.clock,
    chatTimeoutMs: CHAT_TIMEOUT_MS,
  });
  const { clock, logger, metrics, tracing } = parts;
  const database = openDatabase({
    ...config.database,
    applicationName: "commerce",
    onError: (error) => logger.warn({ err: error }, "database connection"),
  });
  measurePools(metrics, database);
  const tasks = openTaskQueue({
    ...{ redisUrl: config.redisUrl, clock, ids: systemIds },
    onError: (error) => logger.debug({ err: error }, "queue connection"),
  });
  const context: CommerceContext = {
    ...{ clock, ids: systemIds, logger, database, tasks },
    events: createEvents(logger, metrics),
    cards: config.stripe && createCardProvider(config.stripe),
    sagaEnds: createSagaEnds(),
    failpoints: readFailpoints(FAILPOINTS, config.failpoints),
  };
  let running: RunningTasks | undefined;
  return serve({
    context,
    endpoints: forPeople([
      ...catalogueEndpoints(context),
      ...stockEndpoints(context),
      ...promotionEndpoints(context),
      ...cartEndpoints(context),
      ...orderEndpoints(context),
      ...paymentEndpoints(context),
      ...refundEndpoints(context),
      ...sagaEndpoints(context),
    ]),
    once: runOnce(context),
    checks: { database: () => database.check() },
    addRoutes: (app) => mountStripe(app, context),
    async start() {
      await requireRestrictedRole(database);
      running = runTasks({
        handlers: { "commerce.saga": { one: (task, signal) => runSaga(context, SAGA_KINDS, task, signal) } },
        ...{ database, queue: tasks, redisUrl: config.redisUrl, clock, random: Math.random, logger, metrics, tracing },
        sweepEveryMs: config.sweepEveryMs,
      });
    },
    async stop() {
      await running?.stop();
      running = undefined;
    },
    async close() {
      await tasks.close();
      await database.close();
    },
  });
}
