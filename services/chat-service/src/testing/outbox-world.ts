import { channels } from "@chorus/contracts/bus/channels";
import type { Scheduler } from "fast-check";
import { REVOCATION_TOPIC } from "../outbox/write-outbox.ts";
import type { OutboxRow, OutboxStore, PublishedRef } from "../outbox/outbox-store.ts";
import type { Publish } from "../outbox/publish-all.ts";

/** How long the committing process has for publishing. */
export const OVERDUE_MS = 250;
/** Small, so that a backlog takes several transactions. */
const BATCH = 3;

interface Row extends OutboxRow {
  createdAtMs: number;
  isPublished: boolean;
  /** The transaction that has locked it. */
  lockedBy: object | null;
}

/** One process of chat-service: when it dies, its work stops and its locks are released. */
export interface Life {
  isOver: boolean;
  readonly transactions: Set<object>;
}

/** A model of Postgres and Redis whose answers come when the scheduler allows, with a controlled clock. */
export class OutboxWorld {
  nowMs = 0;
  isRedisAway = false;
  /** Violations of an invariant, as texts for the report. */
  readonly lies: string[] = [];
  readonly #rows: Row[] = [];
  readonly #heads = new Map<string, number>();
  readonly #delivered = new Set<string>();
  readonly #scheduler: Scheduler;

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler;
  }

  /** The committed rows, and whether each was published and marked. */
  get rows(): readonly { name: string; isPublished: boolean; isDelivered: boolean }[] {
    return this.#rows.map((row) => ({
      name: nameOf(row),
      isPublished: row.isPublished,
      isDelivered: this.#delivered.has(nameOf(row)),
    }));
  }

  commitEvent(tenantId: string, conversationId: string): PublishedRef {
    const seq = (this.#heads.get(conversationId) ?? 0) + 1;
    this.#heads.set(conversationId, seq);
    this.#insert({ tenant_id: tenantId, conversation_id: conversationId, seq, topic: "event", payload: {} });
    return { tenantId, conversationId, seq };
  }

  commitRevocation(tenantId: string): void {
    const payload = { type: "revoke", number: this.#rows.length };
    this.#insert({ tenant_id: tenantId, conversation_id: null, seq: null, topic: REVOCATION_TOPIC, payload });
  }

  end(life: Life): void {
    life.isOver = true;
    for (const row of this.#rows) if (row.lockedBy && life.transactions.has(row.lockedBy)) row.lockedBy = null;
  }

  storeFor(life: Life): OutboxStore {
    return {
      transaction: async (work) => {
        const transaction = {};
        life.transactions.add(transaction);
        let marked: readonly number[] = [];
        try {
          const result = await work({
            lockOverdue: () => this.#step(life, "lock", () => this.#lock(transaction)),
            markPublished: (ids) => this.#step(life, "mark", () => void (marked = ids)),
          });
          await this.#step(life, "commit", () => this.#mark((row) => marked.includes(row.id)));
          return result;
        } finally {
          // Also for a transaction that was rolled back.
          for (const row of this.#rows) if (row.lockedBy === transaction) row.lockedBy = null;
        }
      },
      markEventsPublished: (refs) => {
        const isMeant = (row: Row) =>
          refs.some(({ conversationId, seq }) => row.conversation_id === conversationId && row.seq === seq);
        return this.#step(life, "mark events", () => this.#mark(isMeant));
      },
      load: (tenantId, refs) => {
        const ordered = refs.toSorted((one, other) => one.seq - other.seq);
        const events = ordered.map((ref) => ({
          ...ref,
          message: Buffer.from(JSON.stringify({ type: "event", tenantId, ...ref })),
        }));
        return this.#step(life, "load", () => events);
      },
    };
  }

  publisherFor(life: Life): Publish {
    return async (messages) => {
      if (messages.length === 0) return;
      await this.#step(life, "publish", () => {
        if (this.isRedisAway) throw new Error("Redis is away");
        for (const [channel, message] of messages) this.#deliver(channel, message.toString());
      });
      // Otherwise the message was delivered although its publisher sees an error.
      await this.#step(life, "published", () => {
        if (this.isRedisAway) throw new Error("Redis has not answered");
      });
    };
  }

  /** Waits for the scheduler. Calls of a process that has died meanwhile have no effect and never return. */
  async #step<Result>(life: Life, label: string, effect: () => Result): Promise<Result> {
    await this.#scheduler.schedule(Promise.resolve(), label);
    return life.isOver ? new Promise<never>(() => undefined) : effect();
  }

  #insert(row: Omit<OutboxRow, "id">): void {
    const id = this.#rows.length + 1;
    this.#rows.push({ ...row, id, createdAtMs: this.nowMs, isPublished: false, lockedBy: null });
  }

  #lock(transaction: object): OutboxRow[] {
    const isOverdue = (row: Row) => !row.isPublished && row.createdAtMs < this.nowMs - OVERDUE_MS;
    const rows = this.#rows.filter((row) => isOverdue(row) && row.lockedBy === null).slice(0, BATCH);
    for (const row of rows) row.lockedBy = transaction;
    return rows;
  }

  #mark(isMeant: (row: Row) => boolean): void {
    for (const row of this.#rows.filter(isMeant)) {
      if (!this.#delivered.has(nameOf(row)))
        this.lies.push(`${nameOf(row)} is marked as published, and nobody was told`);
      row.isPublished = true;
    }
  }

  #deliver(channel: string, text: string): void {
    const row = this.#rows.find((candidate) => channelOf(candidate) === channel && isSame(candidate, text));
    if (!row) this.lies.push(`${text} was told on ${channel} and never committed`);
    else this.#delivered.add(nameOf(row));
  }
}

function nameOf(row: OutboxRow): string {
  return row.conversation_id === null ? `revocation ${row.id}` : `${row.conversation_id}/${row.seq}`;
}

function channelOf({ tenant_id: tenantId, conversation_id: conversationId }: OutboxRow): string {
  return conversationId === null ? channels.control : channels.conversation(tenantId, conversationId);
}

function isSame(row: OutboxRow, text: string): boolean {
  if (row.conversation_id === null) return text === JSON.stringify(row.payload);
  return row.seq === (JSON.parse(text) as { seq?: number }).seq;
}
