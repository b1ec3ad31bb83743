import { z } from "zod";
import { defineTask } from "./define-task.ts";
import { Uuid } from "./ids.ts";
import { Seq } from "./primitives.ts";

/** Tasks without a tenant, such as maintenance, belong to this id, which is no real tenant. */
export const SYSTEM_TENANT = "00000000-0000-7000-8000-000000000000";

/** Every background task. Its handler is passed to `runTasks` by its name. */
export const TASKS = {
  /** Decides about a notification: opens deliveries, waits or drops it. */
  "notification.decide": defineTask({
    name: "notification.decide",
    payload: z.object({
      kind: z.string(),
      conversationId: Uuid.nullable(),
      /** What it is about when that is not a conversation: a password link, a session, a person. */
      subjectId: Uuid.nullable(),
    }),
    attempts: 9,
    backoff: { firstMs: 15_000, longestMs: 3_600_000 },
    timeoutMs: 30_000,
    retentionMs: 7 * 24 * 3_600_000,
  }),
  /** Sends one delivery to its provider; the outcome decides about retries. */
  "notification.deliver": defineTask({
    name: "notification.deliver",
    payload: z.object({ deliveryId: Uuid }),
    attempts: 36,
    backoff: { firstMs: 5_000, longestMs: 15 * 60_000 },
    fairness: { perBatch: 4 },
  }),
  /** Mails the link that opens a company. Its tenant is the one that is not there yet. */
  "sign_up.mail": defineTask({
    name: "sign_up.mail",
    payload: z.object({}),
    attempts: 36,
    backoff: { firstMs: 5_000, longestMs: 15 * 60_000 },
  }),
  /** Shows in the conversation that a mail with answers has gone out. */
  "notification.report_sent": defineTask({
    name: "notification.report_sent",
    /** The first and the last message in it. */
    payload: z.object({ deliveryId: Uuid, fromSeq: Seq.optional(), toSeq: Seq.optional() }),
    attempts: 20,
    backoff: { firstMs: 2_000, longestMs: 15 * 60_000 },
  }),
  /** Makes or refreshes a conversation's summaries. */
  "summary.make": defineTask({
    name: "summary.make",
    payload: z.object({
      conversationId: Uuid,
      reason: z.enum(["paused", "closed", "transferred", "requested"]),
    }),
    timeoutMs: 120_000,
  }),
  /** Updates the search index of conversations, in Postgres and in the vector store; batches cost little more than single ones. */
  "search.index": defineTask({
    name: "search.index",
    payload: z.object({ conversationId: Uuid, reason: z.enum(["changed", "erased", "requested"]) }),
    concurrency: 4,
    fairness: { perBatch: 32 },
  }),
  /** Deletes the rows of a deleted tenant, batch by batch. */
  "tenant.delete": defineTask({
    name: "tenant.delete",
    payload: z.object({ tenantId: Uuid }),
    concurrency: 1,
    attempts: 1_000,
    // What an attempt has not got to is no failure: the next one goes on.
    backoff: { firstMs: 1_000, longestMs: 5_000 },
    timeoutMs: 300_000,
  }),
  /** Takes the next steps of a saga; an answer of its provider makes it due at once. */
  "commerce.saga": defineTask({
    name: "commerce.saga",
    payload: z.object({ sagaId: Uuid }),
    attempts: 12,
    backoff: { firstMs: 1_000, longestMs: 10 * 60_000 },
    fairness: { perBatch: 8 },
  }),
  /** Removes an erased person from presence, after their sockets have been closed. */
  "presence.forget": defineTask({
    name: "presence.forget",
    payload: z.object({ userId: Uuid }),
    attempts: 50,
    backoff: { firstMs: 5_000, longestMs: 30 * 60_000 },
  }),
  /** Deletes what is no longer needed: published outbox rows, expired tokens. */
  "maintenance.prune": defineTask({
    name: "maintenance.prune",
    payload: z.object({}),
    concurrency: 1,
    schedule: { everyMs: 10 * 60_000 },
  }),
  /** Mails owners and admins about quotas that are nearly used up. */
  "quotas.warn": defineTask({
    name: "quotas.warn",
    payload: z.object({}),
    concurrency: 1,
    timeoutMs: 300_000,
    schedule: { everyMs: 5 * 60_000 },
  }),
} as const;

export type TaskName = keyof typeof TASKS;
export type TaskPayload<Name extends TaskName> = z.infer<(typeof TASKS)[Name]["payload"]>;
