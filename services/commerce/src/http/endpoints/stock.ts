import type { AccessClaims } from "@chorus/auth/access-token";
import * as routes from "@chorus/contracts/routes/stock";
import { endpoint, reply, type Endpoint } from "@chorus/http/mount";
import type { CommerceContext } from "../../context.ts";
import { addLocation, changeLocation, readLocations } from "../../inventory/locations.ts";
import { readMovements, readStock } from "../../inventory/read-stock.ts";
import { adjust, count, transfer } from "../../inventory/stock-verbs.ts";

export function stockEndpoints(context: CommerceContext): Endpoint<AccessClaims>[] {
  return [
    endpoint(routes.listLocations, async ({ caller }) => reply(200, { items: await readLocations(context, caller) })),
    endpoint(routes.createLocation, async ({ caller, body, requestId }) =>
      reply(201, await addLocation(context, caller, body, requestId)),
    ),
    endpoint(routes.patchLocation, async ({ caller, params, body, requestId }) =>
      reply(200, await changeLocation(context, caller, { ...params, ...body }, requestId)),
    ),
    endpoint(routes.listStock, async ({ caller, query }) => reply(200, await readStock(context, caller, query))),
    endpoint(routes.listMovements, async ({ caller, query }) =>
      reply(200, await readMovements(context, caller, query)),
    ),
    endpoint(routes.adjustStock, async ({ caller, body, requestId }) =>
      reply(200, await adjust(context, caller, body, requestId)),
    ),
    endpoint(routes.transferStock, async ({ caller, body, requestId }) =>
      reply(200, await transfer(context, caller, body, requestId)),
    ),
    endpoint(routes.countStock, async ({ caller, body, requestId }) =>
      reply(200, await count(context, caller, body, requestId)),
    ),
  ];
}
