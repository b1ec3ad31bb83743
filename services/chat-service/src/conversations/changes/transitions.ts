import { requireFuture } from "../../require-future.ts";
import { AppError } from "@chorus/kernel/app-error";
import type { ConversationRow } from "../rows/conversation-queries.ts";
import type { Decision } from "./act-on-conversation.ts";

/** Later nobody remembers why. */
const LONGEST_SNOOZE_MS = 366 * 24 * 3_600_000;

/** The changes that close a conversation at `nowMs`; null when it is closed already. */
export function closing(current: Pick<ConversationRow, "status">, nowMs: number): Decision | null {
  if (current.status === "closed") return null;
  return {
    kind: "conversation.status",
    change: { status: "closed", closed_at: new Date(nowMs), waiting_since: null },
    queue: "leave",
  };
}

/**
 * The changes that snooze a conversation.
 * @param until ISO time
 * @throws AppError `invalid` for a time that is over or more than a year away, `closed` for a conversation that is closed
 */
export function snoozing(current: Pick<ConversationRow, "status">, until: string, nowMs: number): Decision {
  requireFuture("snoozedUntil", until, nowMs);
  if (Date.parse(until) > nowMs + LONGEST_SNOOZE_MS) {
    throw new AppError("invalid", {
      detail: "snoozedUntil: this is more than a year away",
      errors: [{ path: "snoozedUntil", message: "must be within a year" }],
    });
  }
  if (current.status === "closed") {
    throw new AppError("closed", { detail: "The conversation is closed: reopen it first." });
  }
  return { kind: "conversation.status", change: { status: "snoozed", snoozed_until: until }, queue: "leave" };
}

/** The changes of priority and tags; null when none are given. The place in the queue follows the priority. */
export function organising(fields: {
  subject?: string | null | undefined;
  priority?: ConversationRow["priority"] | undefined;
  tags?: readonly string[] | undefined;
}): Decision | null {
  const { subject, priority, tags } = fields;
  const change = {
    ...(subject === undefined ? {} : { subject }),
    ...(priority === undefined ? {} : { priority }),
    ...(tags === undefined ? {} : { tags: [...new Set(tags)] }),
  };
  return Object.keys(change).length === 0 ? null : { kind: "conversation.tagged", change, queue: "keep" };
}
