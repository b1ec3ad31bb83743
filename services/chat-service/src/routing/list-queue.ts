import type { Conversation } from "@chorus/contracts/entities/conversation";
import { Timestamp } from "@chorus/contracts/primitives";
import { toTimestamp } from "@chorus/kernel/clock";
import { z } from "zod";
import { requirePermission, type Principal } from "../identity/principal.ts";
import type { ChatContext } from "../context.ts";
import { presentConversation } from "../conversations/present/present-conversation.ts";
import { findConversations } from "../conversations/rows/conversation-queries.ts";
import { decodeCursor, pageOf, type Page } from "@chorus/http/keyset";

const Position = z.object({ priority: z.int().min(0).max(9), enqueuedAt: Timestamp, id: z.uuid() });

export interface QueueEntry {
  conversation: Conversation;
  enqueuedAt: string;
}

/** Who waits: by priority, then longest first. */
export async function listQueue(
  context: ChatContext,
  principal: Principal,
  input: { limit: number; cursor: string | undefined },
): Promise<Page<QueueEntry>> {
  requirePermission(principal, "conversation.read");
  const after = decodeCursor(Position, input.cursor);
  const { entries, byId } = await context.database.readTenant(principal.tenantId, async (tx) => {
    let query = tx
      .selectFrom("chat_queue")
      .select(["conversation_id", "priority", "enqueued_at"])
      .orderBy("priority", "desc")
      .orderBy("enqueued_at")
      .orderBy("conversation_id")
      .limit(input.limit + 1);
    if (after) {
      query = query.where(({ eb, and, or, refTuple, tuple }) =>
        or([
          eb("priority", "<", after.priority),
          and([
            eb("priority", "=", after.priority),
            eb(refTuple("enqueued_at", "conversation_id"), ">", tuple(new Date(after.enqueuedAt), after.id)),
          ]),
        ]),
      );
    }
    const waiting = await query.execute();
    const rows =
      waiting.length === 0
        ? []
        : await findConversations(
            tx,
            principal,
            waiting.map((entry) => entry.conversation_id),
            principal.userId,
          );
    return { entries: waiting, byId: new Map(rows.map((row) => [row.id, row])) };
  });
  const present = (entry: (typeof entries)[number]): QueueEntry => {
    const row = byId.get(entry.conversation_id);
    if (!row) throw new Error("every queue entry has its conversation");
    return { conversation: presentConversation(row), enqueuedAt: toTimestamp(entry.enqueued_at) };
  };
  return pageOf(entries, input.limit, present, (entry) => ({
    priority: entry.priority,
    enqueuedAt: toTimestamp(entry.enqueued_at),
    id: entry.conversation_id,
  }));
}
