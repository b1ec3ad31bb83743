import * as keys from "@chorus/contracts/routes/api-keys";
import * as deadTasks from "@chorus/contracts/routes/dead-tasks";
import * as own from "@chorus/contracts/routes/tenant";
import * as routes from "@chorus/contracts/routes/tenants";
import { endpoint, reply, type Endpoint } from "@chorus/http/mount";
import { createApiKey, listApiKeys, revokeApiKey } from "../../keys/api-keys.ts";
import type { ChatContext } from "../../context.ts";
import { listDeadTasks } from "../../dead-tasks/list-dead-tasks.ts";
import { retryDeadTask } from "../../dead-tasks/retry-dead-task.ts";
import { createPasswordLink } from "../../staff-login/password-links.ts";
import { principalOf, type Caller } from "../caller.ts";
import { createTenant } from "../../tenants/create-tenant.ts";
import { deleteTenant } from "../../tenants/delete-tenant.ts";
import { exportTenant } from "../../tenants/export-tenant.ts";
import { rotateIdentitySecret } from "../../tenants/identity-secret.ts";
import { listAuditLog } from "../../audit/list-audit-log.ts";
import { getTenant, patchTenant } from "../../tenants/patch-tenant.ts";
import { setTenantStatus } from "../../tenants/suspend-tenant.ts";

export function tenantEndpoints(context: ChatContext): Endpoint<Caller>[] {
  return [
    endpoint(routes.createTenant, async ({ body, requestId }) => {
      const { name, slug, owner, allowedOrigins = [] } = body;
      const input = { name, slug, owner, allowedOrigins, requestId };
      const created = await createTenant(context, input, (tx, invited) =>
        createPasswordLink(context, tx, { ...invited, purpose: "invitation" }),
      );
      return reply(201, created);
    }),
    endpoint(routes.suspendTenant, async ({ params, requestId }) =>
      reply(200, await setTenantStatus(context, { ...params, status: "suspended", requestId })),
    ),
    endpoint(routes.resumeTenant, async ({ params, requestId }) =>
      reply(200, await setTenantStatus(context, { ...params, status: "active", requestId })),
    ),
    endpoint(routes.exportTenant, async ({ params }) => reply(200, await exportTenant(context, params.tenantId))),
    endpoint(routes.deleteTenant, async ({ params, requestId }) => {
      await deleteTenant(context, { ...params, requestId });
      return reply(204);
    }),
    endpoint(own.getTenant, async (input) => reply(200, await getTenant(context, principalOf(input)))),
    endpoint(own.patchTenant, async (input) =>
      reply(200, await patchTenant(context, principalOf(input), { ...input.body, requestId: input.requestId })),
    ),
    endpoint(own.rotateIdentitySecret, async (input) =>
      reply(201, { secret: await rotateIdentitySecret(context, principalOf(input), input.requestId) }),
    ),
    endpoint(deadTasks.listDeadTasks, async (input) => {
      const { limit, cursor } = input.query;
      return reply(200, await listDeadTasks(context, principalOf(input), { limit, cursor }));
    }),
    endpoint(deadTasks.retryDeadTask, async (input) => {
      await retryDeadTask(context, principalOf(input), { ...input.params, requestId: input.requestId });
      return reply(204);
    }),
    endpoint(keys.listApiKeys, async (input) => {
      const { limit, cursor } = input.query;
      return reply(200, await listApiKeys(context, principalOf(input), { limit, cursor }));
    }),
    endpoint(keys.createApiKey, async (input) => {
      const { name, scopes, expiresAt = null } = input.body;
      const key = { name, scopes, expiresAt, requestId: input.requestId };
      return reply(201, await createApiKey(context, principalOf(input), key));
    }),
    endpoint(keys.revokeApiKey, async (input) => {
      await revokeApiKey(context, principalOf(input), { ...input.params, requestId: input.requestId });
      return reply(204);
    }),
    endpoint(own.listAuditLog, async (input) => {
      const { limit, cursor, action, actorId, from, to } = input.query;
      const filters = { action, actorId, from, to };
      return reply(200, await listAuditLog(context, principalOf(input), { limit, cursor, ...filters }));
    }),
  ];
}
