import type { Database } from "@chorus/database/database";
import { sql } from "kysely";

const BATCH = 200;

/** Where a committed event is in the log. */
export interface EventRef {
  conversationId: string;
  seq: number;
}

/** A committed event. */
export interface PublishedRef extends EventRef {
  tenantId: string;
}

/** An event as it goes to its conversation's channel. */
export interface EventText extends EventRef {
  text: string;
}

/** Something that was committed and has to be told. */
export interface OutboxRow {
  tenant_id: string;
  id: number;
  conversation_id: string | null;
  seq: number | null;
  topic: string;
  payload: Record<string, unknown>;
}

/** One transaction of a relay. Its locks and marks go when it fails, or when its process dies. */
export interface RelayTransaction {
  /** Locks the oldest that nobody has published in time and no other relay has locked. */
  lockOverdue(): Promise<OutboxRow[]>;
  markPublished(ids: readonly number[]): Promise<void>;
}

/** The outbox as those need it who tell what was committed. */
export interface OutboxStore {
  transaction<Result>(work: (tx: RelayTransaction) => Promise<Result>): Promise<Result>;
  markEventsPublished(refs: readonly PublishedRef[]): Promise<void>;
  /** In the form that the bus carries, in order. */
  load(tenantId: string, refs: readonly EventRef[]): Promise<EventText[]>;
}

/**
 * @param overdueMs how long whoever has committed has for publishing it
 * @param load reads events as the bus carries them: what they look like is for the conversations to say
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
