import { openDatabase, requireRestrictedRole } from "@chorus/database/database";
import { measurePools } from "@chorus/database/measure-pools";
import { createRestService, forPeople, type RestService } from "@chorus/http/rest-service";
import type { Clock } from "@chorus/kernel/clock";
import { systemIds } from "@chorus/kernel/ids";
import type { CommerceConfig } from "./config.ts";
import type { CommerceContext } from "./context.ts";
import { catalogueEndpoints } from "./http/endpoints/catalogue.ts";
import { cartEndpoints, orderEndpoints } from "./http/endpoints/orders.ts";
import { stockEndpoints } from "./http/endpoints/stock.ts";
import { createReadQueue } from "./http/read-queue.ts";
import { runOnce } from "./http/once.ts";

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
  const { clock, logger, metrics } = parts;
  const database = openDatabase({
    ...config.database,
    applicationName: "commerce",
    onError: (error) => logger.warn({ err: error }, "database connection"),
  });
  measurePools(metrics, database);
  const context: CommerceContext = { clock, ids: systemIds, logger, database };
  const reads = createReadQueue();
  return serve({
    context,
    endpoints: forPeople([
      ...catalogueEndpoints(context, reads),
      ...stockEndpoints(context),
      ...cartEndpoints(context),
      ...orderEndpoints(context, reads),
    ]),
    once: runOnce(context),
    checks: { database: () => database.check() },
    start: () => requireRestrictedRole(database),
    close: () => database.close(),
  });
}
