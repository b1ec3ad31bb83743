import type { ChosenStatus } from "@chorus/contracts/entities/people";
import { reachOf } from "@chorus/contracts/permissions";
import { recordAvailability } from "@chorus/contracts/routes/internal-chat";
import * as routes from "@chorus/contracts/routes/presence";
import type { AccessClaims } from "@chorus/auth/access-token";
import { endpoint, reply, type Endpoint } from "@chorus/http/mount";
import type { PresenceContext } from "../context.ts";
import { beat, changeLeases, chooseStatus, renewLeases } from "../leases.ts";
import { lookUp, lookUpAgents } from "../look-up.ts";
import { claimsOf } from "@chorus/http/route-authenticator";
import type { RestCaller } from "@chorus/http/rest-service";

export function presenceEndpoints(context: PresenceContext): Endpoint<RestCaller>[] {
  return [
    endpoint(routes.getPresence, async (input) => {
      const { tenantId } = claimsOf(input);
      return reply(200, { items: await lookUp(context, tenantId, input.query.userIds) });
    }),
    endpoint(routes.listAgentPresence, async (input) => {
      const { tenantId } = claimsOf(input);
      return reply(200, { items: await lookUpAgents(context, tenantId) });
    }),
    endpoint(routes.setMyPresence, async (input) => {
      const { status } = input.body;
      await forwardChoice(context, claimsOf(input), status, input.requestId);
      return reply(200, { status });
    }),
    endpoint(routes.heartbeat, async (input) => {
      const claims = claimsOf(input);
      const { status } = input.body;
      if (status && reachOf(claims.role, "presence.choose"))
        await forwardChoice(context, claims, status, input.requestId);
      await beat(context, { ...claims, isAgent: claims.role !== "customer" });
      return reply(204);
    }),
    endpoint(routes.renewLeases, async ({ body }) => {
      await renewLeases(context, body.gatewayId, body.connections);
      return reply(204);
    }),
    endpoint(routes.changeLeases, async ({ body }) => {
      await changeLeases(context, body.gatewayId, body.opened, body.closed);
      return reply(204);
    }),
    endpoint(routes.putChosenStatus, async ({ body }) => {
      await chooseStatus(context, body, body.status, Date.parse(body.since));
      return reply(204);
    }),
    endpoint(routes.forgetPeople, async ({ body: { tenantId, userIds } }) => {
      await context.store.forget(userIds.map((userId) => ({ tenantId, userId })));
      return reply(204);
    }),
    endpoint(routes.readConnectedCustomers, async ({ body: { tenantId } }) =>
      reply(200, {
        customerIds: await context.store.customers(tenantId, context.clock.now(), routes.MAX_CONNECTED_CUSTOMERS),
      }),
    ),
    endpoint(routes.readPresence, async ({ body: { tenantId, userIds } }) => {
      if (userIds !== null) return reply(200, { items: await lookUp(context, tenantId, userIds) });
      const agents = await lookUpAgents(context, tenantId);
      const items = agents.map(({ userId, status, lastSeenAt }) => ({ userId, status, lastSeenAt }));
      return reply(200, { items });
    }),
  ];
}

/** chat-service stores the choice and reports it here. */
async function forwardChoice(
  context: PresenceContext,
  { tenantId, userId, role, sessionId }: AccessClaims,
  status: ChosenStatus,
  requestId: string,
): Promise<void> {
  const principal = { tenantId, userId, role, sessionId };
  await context.chat.call(recordAvailability, { body: { principal, status }, requestId });
}
