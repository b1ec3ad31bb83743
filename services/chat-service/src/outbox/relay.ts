import { channels } from "@chorus/contracts/bus/channels";
import { REVOCATION_TOPIC } from "./write-outbox.ts";
import type { InboxNotifier } from "./inbox-notifier.ts";
import type { EventRef, OutboxRow, OutboxStore } from "./outbox-store.ts";
import type { Publish } from "./publish-all.ts";

export interface RelayParts {
  outbox: OutboxStore;
  publish: Publish;
  inboxNotifier: Pick<InboxNotifier, "changed">;
}

/**
 * Publishes overdue events, oldest first. The rows stay locked until Redis has them, so that several relays share the work and
 * the rows of one that dies are taken by another.
 * @returns how many it published
 * @throws when Redis or Postgres is away; nothing is marked then
 */
export function relayOnce(parts: RelayParts): Promise<number> {
  return parts.outbox.transaction(async (tx) => {
    const rows = await tx.lockOverdue();
    if (rows.length === 0) return 0;
    await publishRows(parts, rows);
    await tx.markPublished(rows.map((row) => row.id));
    return rows.length;
  });
}

async function publishRows({ outbox, publish, inboxNotifier }: RelayParts, rows: readonly OutboxRow[]): Promise<void> {
  const controls = rows.filter((row) => row.topic === REVOCATION_TOPIC);
  await publish(controls.map((row) => [channels.control, JSON.stringify(row.payload)]));
  for (const [tenantId, refs] of eventsByTenant(rows)) {
    const events = await outbox.load(tenantId, refs);
    await publish(
      events.map(({ conversationId, message }) => [channels.conversation(tenantId, conversationId), message]),
    );
    for (const { conversationId } of refs) inboxNotifier.changed(tenantId, conversationId);
  }
}

function eventsByTenant(rows: readonly OutboxRow[]): Map<string, EventRef[]> {
  const groups = new Map<string, EventRef[]>();
  for (const row of rows) {
    if (row.conversation_id === null || row.seq === null) continue;
    const group = groups.get(row.tenant_id) ?? [];
    group.push({ conversationId: row.conversation_id, seq: row.seq });
    groups.set(row.tenant_id, group);
  }
  return groups;
}
