import { channels } from "@chorus/contracts/bus/channels";
import { sql } from "kysely";
import { REVOCATION_TOPIC } from "../auth/revoke.ts";
import type { SystemTx } from "@chorus/database/database";
import type { ChatContext } from "../context.ts";
import type { Redis } from "ioredis";
import { loadPublished } from "./load-published.ts";
import { publishAll } from "./publish-all.ts";

const BATCH = 200;

interface OutboxRow {
  tenant_id: string;
  id: number;
  conversation_id: string | null;
  seq: number | null;
  topic: string;
  payload: Record<string, unknown>;
}

/**
 * Publishes what has not been published in time, oldest first. The rows stay locked until Redis has them, so that
 * several relays share the work; one that dies in between leaves them to the next.
 * @returns how many it published
 * @throws when Redis or Postgres is away; nothing is marked then
 */
export async function relayOnce(context: ChatContext, redis: Redis): Promise<number> {
  const ageMs = context.config.outbox.relayAfterMs;
  const count = await context.database.withSystem(async (tx) => {
    const rows = await lockUnpublished(tx, ageMs);
    if (rows.length === 0) return 0;
    await publishRows(context, redis, rows);
    await sql`select outbox_mark_published(${rows.map((row) => row.id)})`.execute(tx);
    return rows.length;
  });
  if (count > 0) context.events.eventsRelayed(count);
  return count;
}

async function lockUnpublished(tx: SystemTx, ageMs: number): Promise<OutboxRow[]> {
  const { rows } = await sql<OutboxRow>`
    select * from outbox_lock_unpublished(make_interval(secs => ${ageMs / 1000}), ${BATCH})`.execute(tx);
  return rows;
}

async function publishRows(context: ChatContext, redis: Redis, rows: readonly OutboxRow[]): Promise<void> {
  const controls = rows.filter((row) => row.topic === REVOCATION_TOPIC);
  await publishAll(
    redis,
    controls.map((row) => [channels.control, row.payload]),
  );
  for (const [tenantId, refs] of eventsByTenant(rows)) {
    const events = await loadPublished(context.database, tenantId, refs);
    await publishAll(
      redis,
      events.map((event) => [channels.conversation(tenantId, event.conversationId), event]),
    );
    for (const { conversationId } of refs) context.inboxNotifier.changed(tenantId, conversationId);
  }
}

function eventsByTenant(rows: readonly OutboxRow[]): Map<string, { conversationId: string; seq: number }[]> {
  const groups = new Map<string, { conversationId: string; seq: number }[]>();
  for (const row of rows) {
    if (row.conversation_id === null || row.seq === null) continue;
    const group = groups.get(row.tenant_id) ?? [];
    group.push({ conversationId: row.conversation_id, seq: row.seq });
    groups.set(row.tenant_id, group);
  }
  return groups;
}
