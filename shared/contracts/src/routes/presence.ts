import { z } from "zod";
import { ChosenStatus, PresenceStatus } from "../entities/people.ts";
import { Uuid } from "../ids.ts";
import { ROLES } from "../permissions.ts";
import { Timestamp, label, plainText } from "../primitives.ts";
import { defineRoute } from "./define-route.ts";

const service = "presence-service";

const Presence = z.object({ userId: Uuid, status: PresenceStatus, lastSeenAt: Timestamp.nullable() });
export type Presence = z.infer<typeof Presence>;

export const getPresence = defineRoute({
  id: "presence.get",
  service,
  method: "GET",
  path: "/api/v1/presence",
  summary: "Who of these people is here",
  access: "user",
  permission: "presence.read",
  query: z.object({
    /** Comma-separated, at most 200. */
    userIds: plainText({ max: 200 * 40 })
      .transform((list) => list.split(",").filter(Boolean))
      .pipe(z.array(Uuid).min(1).max(200)),
  }),
  responses: { 200: z.object({ items: z.array(Presence) }) },
});

export const listAgentPresence = defineRoute({
  id: "presence.agents",
  service,
  method: "GET",
  path: "/api/v1/presence/agents",
  summary: "The desk's people who are connected",
  access: "user",
  permission: "presence.read",
  responses: { 200: z.object({ items: z.array(Presence.extend({ since: Timestamp.nullable() })) }) },
});

export const setMyPresence = defineRoute({
  id: "presence.set_mine",
  service,
  method: "PUT",
  path: "/api/v1/presence/me",
  summary: "Choose one's own status (kept by chat-service)",
  access: "user",
  permission: "presence.choose",
  body: z.strictObject({ status: ChosenStatus }),
  responses: { 200: z.object({ status: ChosenStatus }) },
});

export const heartbeat = defineRoute({
  id: "presence.heartbeat",
  service,
  method: "POST",
  path: "/api/v1/presence/heartbeat",
  summary: "Stay online for one lease without a socket",
  access: "member",
  body: z.strictObject({ status: ChosenStatus.optional() }),
  responses: { 204: null },
});

const Connection = z.strictObject({ connectionId: Uuid, tenantId: Uuid, userId: Uuid, role: z.enum(ROLES) });
export type LeasedConnection = z.infer<typeof Connection>;

export const renewLeases = defineRoute({
  id: "internal.leases.renew",
  service,
  method: "POST",
  path: "/internal/v1/leases",
  summary: "A gateway's full state, every 15 s: connections it does not name have ended",
  access: "service",
  body: z.strictObject({ gatewayId: label({ max: 64 }), connections: z.array(Connection).max(100_000) }),
  responses: { 204: null },
});

export const changeLeases = defineRoute({
  id: "internal.leases.change",
  service,
  method: "POST",
  path: "/internal/v1/leases/changes",
  summary: "Connections a gateway opened and closed since its last call",
  access: "service",
  body: z.strictObject({
    gatewayId: label({ max: 64 }),
    opened: z.array(Connection).max(100_000),
    closed: z.array(Connection).max(100_000),
  }),
  responses: { 204: null },
});

/** chat-service reports a changed choice; presence-service keeps a copy beside the leases. */
export const putChosenStatus = defineRoute({
  id: "internal.presence.chosen",
  service,
  method: "POST",
  path: "/internal/v1/chosen-status",
  summary: "A person chose another status",
  access: "service",
  body: z.strictObject({ tenantId: Uuid, userId: Uuid, status: ChosenStatus, since: Timestamp }),
  responses: { 204: null },
});

/** For chat-service, after an erasure. Whoever is connected all the same would be known again at their next lease. */
export const forgetPeople = defineRoute({
  id: "internal.presence.forget",
  service,
  method: "POST",
  path: "/internal/v1/presence/forget",
  summary: "Forget when these people were last here",
  access: "service",
  body: z.strictObject({ tenantId: Uuid, userIds: z.array(Uuid).min(1).max(200) }),
  responses: { 204: null },
});

/** For the gateway: what a client must know when it starts to follow somebody, before the first change. */
export const readPresence = defineRoute({
  id: "internal.presence.read",
  service,
  method: "POST",
  path: "/internal/v1/presence",
  summary: "Who of these people is here; without `userIds`, everybody of the desk who is connected",
  access: "service",
  body: z.strictObject({ tenantId: Uuid, userIds: z.array(Uuid).max(200).nullable() }),
  responses: { 200: z.object({ items: z.array(Presence) }) },
});

/** More are not looked for: lists of who is here end there. */
export const MAX_CONNECTED_CUSTOMERS = 5_000;

/** For chat-service's lists of who is here. */
export const readConnectedCustomers = defineRoute({
  id: "internal.presence.customers",
  service,
  method: "POST",
  path: "/internal/v1/presence/customers",
  summary: "The tenant's customers who are connected now, at most 5000",
  access: "service",
  body: z.strictObject({ tenantId: Uuid }),
  responses: { 200: z.object({ customerIds: z.array(Uuid) }) },
});
