import * as routes from "@chorus/contracts/routes/flags";
import { endpoint, reply, type Endpoint } from "@chorus/http/mount";
import type { ChatContext } from "../../context.ts";
import { changeOwnFlags, listOwnFlags } from "../../flags/own-flags.ts";
import { readFlags } from "../../flags/read-flags.ts";
import { setFlag } from "../../flags/set-flag.ts";
import { requireTenant } from "../../tenants/queries.ts";
import { principalOf, type Caller } from "../caller.ts";

export function flagEndpoints(context: ChatContext): Endpoint<Caller>[] {
  return [
    endpoint(routes.listFlags, async () => reply(200, { items: await readFlags(context, null) })),
    endpoint(routes.setFlag, async ({ params, body, requestId }) =>
      reply(200, await setFlag(context, { flag: params.flag, tenantId: null, value: body, requestId })),
    ),
    endpoint(routes.clearFlag, async ({ params, requestId }) =>
      reply(200, await setFlag(context, { flag: params.flag, tenantId: null, value: null, requestId })),
    ),
    endpoint(routes.listTenantFlags, async ({ params }) => {
      await requireTenant(context.database, params.tenantId);
      return reply(200, { items: await readFlags(context, params.tenantId) });
    }),
    endpoint(routes.setTenantFlag, async ({ params, body, requestId }) =>
      reply(200, await setFlag(context, { ...params, value: { ...body, percentage: 100 }, requestId })),
    ),
    endpoint(routes.clearTenantFlag, async ({ params, requestId }) =>
      reply(200, await setFlag(context, { ...params, value: null, requestId })),
    ),
    endpoint(routes.listOwnFlags, async (input) => reply(200, await listOwnFlags(context, principalOf(input)))),
    endpoint(routes.changeOwnFlags, async (input) => {
      const { body: change, requestId } = input;
      return reply(200, await changeOwnFlags(context, principalOf(input), { change, requestId }));
    }),
  ];
}
