import { z } from "zod";
import { Tenant } from "../entities/tenant.ts";
import { LATENCY_WINDOWS } from "../latency.ts";
import { PageQuery, pageOf, plainText } from "../primitives.ts";
import { defineRoute } from "./define-route.ts";

const service = "chat-service";

/** The last hour, the last 24 hours, the last 30 days; minutes, hours and days that have begun count as a whole. */
const window = z.enum(LATENCY_WINDOWS).default("day");

const figures = {
  /** Acknowledged: messages, notes and whispers, over sockets and REST. */
  messages: z.int(),
  /** Answered with a failure of ours instead. */
  failed: z.int(),
  /** Milliseconds from receiving a message to its acknowledgement; null without messages. */
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
  p99Ms: z.number().nullable(),
  /** Of those acknowledged, how many took longer than is promised, 0 to 1. */
  slowShare: z.number().nullable(),
  /** Messages by how long they took: bounds in `shared/contracts/src/latency.ts`, the last bucket has no end. */
  buckets: z.array(z.int()),
};

export const LATENCY_ORDERS = ["p99", "p95", "p50", "slow", "failed", "messages"] as const;
export type LatencyOrder = (typeof LATENCY_ORDERS)[number];

export const listLatency = defineRoute({
  id: "tenants.list_latency",
  service,
  method: "GET",
  path: "/api/v1/latency",
  summary:
    "How soon each company's messages are acknowledged, the slowest first; companies that sent nothing are left out",
  access: "operator",
  query: PageQuery.extend({
    window,
    /** The largest first. */
    sort: z.enum(LATENCY_ORDERS).default("p99"),
    /** Part of the name or the slug. */
    q: plainText({ min: 1, max: 120 }).trim().optional(),
  }),
  responses: { 200: pageOf(z.object({ tenant: Tenant, ...figures })) },
});

export const readOwnLatency = defineRoute({
  id: "tenant.read_latency",
  service,
  method: "GET",
  path: "/api/v1/tenant/latency",
  summary: "How soon one's own company's messages are acknowledged",
  access: "user",
  permission: "tenant.manage",
  query: z.object({ window }),
  responses: { 200: z.object(figures) },
});
