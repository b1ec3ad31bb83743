import { channels } from "@chorus/contracts/bus/channels";
import type { QueuePositionPublished } from "@chorus/contracts/bus/messages";
import { queuePosition } from "@chorus/contracts/frames/signals";
import { sql } from "kysely";
import type { ChatContext } from "../context.ts";
import type { Publish } from "../outbox/publish-all.ts";

/** Whoever is further back hears nothing that is worth hearing. */
const MAX_AHEAD = 100;

/** What a customer was told stays true for less long than they remember it. */
const REPEAT_MS = queuePosition.ttlMs / 3;

interface Told {
  ahead: number;
  atMs: number;
}

/** Tells customers who wait how many are before them: each change, and again while it holds. */
export function createQueuePositions(context: Pick<ChatContext, "database" | "clock">, publish: Publish) {
  let told = new Map<string, Told>();
  return async function publishPositions(): Promise<void> {
    const { rows } = await context.database.withSystem((tx) =>
      sql<{ tenant_id: string; conversation_id: string; ahead: number }>`
        select * from queue_positions(${MAX_AHEAD})`.execute(tx),
    );
    const nowMs = context.clock.now();
    const next = new Map<string, Told>();
    const messages: [channel: string, text: string][] = [];
    for (const { tenant_id: tenantId, conversation_id: conversationId, ahead } of rows) {
      const before = told.get(conversationId);
      const isDue = before?.ahead !== ahead || nowMs - before.atMs >= REPEAT_MS;
      next.set(conversationId, isDue || !before ? { ahead, atMs: nowMs } : before);
      if (!isDue) continue;
      // How long it takes is not estimated yet: an answer that is a guess would be worse than none.
      const message: QueuePositionPublished = { type: "queue.position", conversationId, ahead, waitSeconds: null };
      messages.push([channels.conversation(tenantId, conversationId), JSON.stringify(message)]);
    }
    await publish(messages);
    told = next;
  };
}
