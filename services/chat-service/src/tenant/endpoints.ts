import * as routes from "@chorus/contracts/routes/tenants";
import { endpoint, reply, type Endpoint } from "@chorus/http/mount";
import type { ChatContext } from "../context.ts";
import type { Caller } from "../http/caller.ts";
import { createTenant } from "./create-tenant.ts";

export function tenantEndpoints(context: ChatContext): Endpoint<Caller>[] {
  return [
    endpoint(routes.createTenant, async ({ body, requestId }) => {
      const { name, slug, owner, allowedOrigins = [] } = body;
      return reply(201, await createTenant(context, { name, slug, owner, allowedOrigins, requestId }));
    }),
  ];
}
