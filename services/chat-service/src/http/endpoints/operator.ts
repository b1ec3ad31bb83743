import * as latency from "@chorus/contracts/routes/latency";
import * as quotas from "@chorus/contracts/routes/quotas";
import * as routes from "@chorus/contracts/routes/tenants";
import { endpoint, reply, type Endpoint } from "@chorus/http/mount";
import type { ChatContext } from "../../context.ts";
import { requirePermission } from "../../identity/principal.ts";
import { listLatency } from "../../latency/list-latency.ts";
import { readOwnLatency } from "../../latency/read-latency.ts";
import { listOperatorLog } from "../../operator/list-operator-log.ts";
import { listTenants } from "../../operator/list-tenants.ts";
import { readDeletion } from "../../operator/read-deletion.ts";
import { readPlatform } from "../../operator/read-platform.ts";
import { requireTenant } from "../../tenants/queries.ts";
import { readQuotas } from "../../quotas/read-quotas.ts";
import { setQuota } from "../../quotas/set-quota.ts";
import { principalOf, type Caller } from "../caller.ts";

/** What the operator sees of tenants and the platform, and what tenants may use. */
export function operatorEndpoints(context: ChatContext): Endpoint<Caller>[] {
  return [
    endpoint(routes.listTenants, async ({ query }) => reply(200, await listTenants(context, query))),
    endpoint(routes.readDeletion, async ({ params }) => reply(200, await readDeletion(context, params.tenantId))),
    endpoint(routes.listOperatorLog, async ({ query }) => reply(200, await listOperatorLog(context, query))),
    endpoint(routes.readPlatform, async () => reply(200, await readPlatform(context))),
    endpoint(latency.listLatency, async ({ query }) => reply(200, await listLatency(context, query))),
    endpoint(latency.readOwnLatency, async (input) =>
      reply(200, await readOwnLatency(context, principalOf(input), input.query.window)),
    ),
    endpoint(quotas.listTenantQuotas, async ({ params }) => {
      await requireTenant(context.database, params.tenantId);
      return reply(200, { items: await readQuotas(context, params.tenantId) });
    }),
    endpoint(quotas.setTenantQuota, async ({ params, body, requestId }) =>
      reply(200, { items: await setQuota(context, { ...params, ...body, requestId }) }),
    ),
    endpoint(quotas.listOwnQuotas, async (input) => {
      const principal = principalOf(input);
      requirePermission(principal, "tenant.manage");
      return reply(200, { items: await readQuotas(context, principal.tenantId) });
    }),
  ];
}
