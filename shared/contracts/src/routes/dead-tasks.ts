import { z } from "zod";
import { Uuid } from "../ids.ts";
import { PageQuery, Timestamp, pageOf } from "../primitives.ts";
import { defineRoute } from "./define-route.ts";

const service = "chat-service";

const DeadTask = z
  .object({
    id: Uuid,
    /** As in the catalogue of tasks, for instance `notification.deliver`. */
    task: z.string(),
    conversationId: Uuid.nullable(),
    attempts: z.int(),
    /** The kind of the last error; the services' logs have the rest. */
    error: z.string().nullable(),
    createdAt: Timestamp,
    diedAt: Timestamp,
  })
  .meta({ id: "DeadTask" });
export type DeadTask = z.infer<typeof DeadTask>;

export const listDeadTasks = defineRoute({
  id: "dead_tasks.list",
  service,
  method: "GET",
  path: "/api/v1/dead-tasks",
  summary: "Background work that failed at every attempt, newest first",
  access: "user",
  permission: "tenant.manage",
  query: PageQuery,
  responses: { 200: pageOf(DeadTask) },
});

export const retryDeadTask = defineRoute({
  id: "dead_tasks.retry",
  service,
  method: "POST",
  path: "/api/v1/dead-tasks/{deadTaskId}/retry",
  summary: "Try it again, from its first attempt; a conflict when the same waits to be done already",
  access: "user",
  permission: "tenant.manage",
  params: z.object({ deadTaskId: Uuid }),
  responses: { 204: null },
});
