import type { Database } from "@chorus/database/database";
import { sql } from "kysely";

const BATCH = 200;

/** Position of a committed event in the log. */
export interface EventRef {
  conversationId: string;
  seq: number;
}

/** A committed event. */
export interface PublishedRef extends EventRef {
  tenantId: string;
}

/** An event as it goes to its conversation's channel. */
export interface ChannelEvent extends EventRef {
  message: Buffer;
}

/** A committed row that has to be published or dispatched. */
export interface OutboxRow {
  tenant_id: string;
  id: number;
  conversation_id: string | null;
  seq: number | null;
  topic: string;
  payload: Record<string, unknown>;
}

/** One transaction of a relay. Its locks and marks are rolled back when it fails or its process dies. */
export interface RelayTransaction {
  /** Locks the oldest overdue rows that no other relay has locked. */
  lockOverdue(): Promise<OutboxRow[]>;
  markPublished(ids: readonly number[]): Promise<void>;
}

/** The outbox as the publisher and the relay use it. */
export interface OutboxStore {
  transaction<Result>(work: (tx: RelayTransaction) => Promise<Result>): Promise<Result>;
  markEventsPublished(refs: readonly PublishedRef[]): Promise<void>;
  /** In the form that the bus carries, in order. */
  load(tenantId: string, refs: readonly EventRef[]): Promise<ChannelEvent[]>;
}

/**
 * @param overdueMs how long the committing process has for publishing before a relay does
 * @param load reads events in the bus form; a parameter, because the outbox does not know conversations
 */
export function createOutboxStore(database: Database, overdueMs: number, load: OutboxStore["load"]): OutboxStore {
  return {
    transaction: (work) =>
      database.withSystem((tx) =>
        work({
          async lockOverdue() {
            const { rows } = await sql<OutboxRow>`
              select * from outbox_lock_unpublished(make_interval(secs => ${overdueMs / 1000}), ${BATCH})`.execute(tx);
            return rows;
          },
          async markPublished(ids) {
            await sql`select outbox_mark_published(${ids})`.execute(tx);
          },
        }),
      ),
    async markEventsPublished(refs) {
      await database.statement("outbox_mark_events_published", "select outbox_mark_events_published($1)", [
        JSON.stringify(refs),
      ]);
    },
    load,
  };
}
