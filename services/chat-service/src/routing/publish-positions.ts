import { channels } from "@chorus/contracts/bus/channels";
import type { QueuePositionPublished } from "@chorus/contracts/bus/messages";
import { queuePosition } from "@chorus/contracts/frames/signals";
import { sql } from "kysely";
import type { ChatContext } from "../context.ts";
import type { Publish } from "../outbox/publish-all.ts";
import { MAX_AHEAD } from "./select-ahead.ts";

/** Shorter than the client's time to live, so that a position does not expire while it holds. */
const REPEAT_MS = queuePosition.ttlMs / 3;

interface PublishedPosition {
  ahead: number;
  atMs: number;
}

/** Publishes to waiting customers how many are before them: at each change, and again before the last one expires. */
export function createQueuePositions(context: Pick<ChatContext, "database" | "clock">, publish: Publish) {
  let published = new Map<string, PublishedPosition>();
  return async function publishPositions(): Promise<void> {
    const { rows } = await context.database.withSystem((tx) =>
      sql<{ tenant_id: string; conversation_id: string; ahead: number }>`
        select * from queue_positions(${MAX_AHEAD})`.execute(tx),
    );
    const nowMs = context.clock.now();
    const next = new Map<string, PublishedPosition>();
    const messages: [channel: string, text: string][] = [];
    for (const { tenant_id: tenantId, conversation_id: conversationId, ahead } of rows) {
      const before = published.get(conversationId);
      const isDue = before?.ahead !== ahead || nowMs - before.atMs >= REPEAT_MS;
      next.set(conversationId, isDue || !before ? { ahead, atMs: nowMs } : before);
      if (!isDue) continue;
      // How long it takes is not estimated yet: an answer that is a guess would be worse than none.
      const message: QueuePositionPublished = { type: "queue.position", conversationId, ahead, waitSeconds: null };
      messages.push([channels.conversation(tenantId, conversationId), JSON.stringify(message)]);
    }
    await publish(messages);
    published = next;
  };
}
