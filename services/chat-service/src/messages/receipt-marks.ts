import { receiptKey, type ReceiptMark, type ReceiptRow } from "./receipt-queries.ts";

/** Marks on their way into the database, of all tenants. */
export interface ReceiptMarks {
  /** Resolves when it is stored, with the receipt as it is then; undefined for a conversation that this reader may not see. */
  record(tenantId: string, mark: ReceiptMark): Promise<ReceiptRow | undefined>;
}

export interface ReceiptMarksOptions {
  /** One transaction of one tenant. */
  store: (tenantId: string, marks: readonly ReceiptMark[]) => Promise<readonly ReceiptRow[]>;
  stored: (tenantId: string, row: ReceiptRow, reader: "customer" | "agent") => void;
  gatherMs?: number;
  maxMarks?: number;
}

interface Waiting {
  mark: ReceiptMark;
  waiters: { resolve: (row: ReceiptRow | undefined) => void; reject: (error: unknown) => void }[];
}

interface Gathered {
  readonly byReader: Map<string, Waiting>;
  readonly timer: NodeJS.Timeout;
}

/** Ticks may be late by this, on top of what a gateway gathers of one reader. */
const GATHER_MS = 200;
const MAX_MARKS = 500;

/**
 * A conversation has more receipts than messages. They are gathered by tenant and stored in one transaction; marks of one reader
 * in one conversation become one. Nobody is answered before theirs is stored, so that nothing answered is lost.
 */
export function createReceiptMarks(options: ReceiptMarksOptions): ReceiptMarks {
  const { store, stored, gatherMs = GATHER_MS, maxMarks = MAX_MARKS } = options;
  const gathering = new Map<string, Gathered>();

  const flush = async (tenantId: string): Promise<void> => {
    const gathered = gathering.get(tenantId);
    if (!gathered) return;
    gathering.delete(tenantId);
    clearTimeout(gathered.timer);
    const all = [...gathered.byReader.values()];
    try {
      const rows = await store(
        tenantId,
        all.map(({ mark }) => mark),
      );
      const byReader = new Map(rows.map((row) => [receiptKey(row), row]));
      for (const [key, { mark, waiters }] of gathered.byReader) {
        const row = byReader.get(key);
        if (row) stored(tenantId, row, mark.isCustomer ? "customer" : "agent");
        for (const { resolve } of waiters) resolve(row);
      }
    } catch (error) {
      for (const { reject } of all.flatMap(({ waiters }) => waiters)) reject(error);
    }
  };

  return {
    record(tenantId, mark) {
      let gathered = gathering.get(tenantId);
      if (!gathered) {
        gathered = { byReader: new Map(), timer: setTimeout(() => void flush(tenantId), gatherMs) };
        gathering.set(tenantId, gathered);
      }
      const { byReader } = gathered;
      const key = receiptKey({ conversation_id: mark.conversationId, user_id: mark.userId });
      const known = byReader.get(key);
      const waiting = known ? { ...known, mark: furthest(known.mark, mark) } : { mark, waiters: [] };
      byReader.set(key, waiting);
      const done = new Promise<ReceiptRow | undefined>((resolve, reject) => waiting.waiters.push({ resolve, reject }));
      if (byReader.size >= maxMarks) void flush(tenantId);
      return done;
    },
  };
}

function furthest(one: ReceiptMark, other: ReceiptMark): ReceiptMark {
  return {
    ...one,
    deliveredSeq: Math.max(one.deliveredSeq, other.deliveredSeq),
    readSeq: Math.max(one.readSeq, other.readSeq),
  };
}
