import { createHash } from "node:crypto";
import type { Clock } from "@chorus/kernel/clock";
import { AppError } from "@chorus/kernel/app-error";
import { sql } from "kysely";
import type { Database, TenantTx } from "./database.ts";

const ID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;

/** A request without an answer after this long is taken for dead, and the key may be used again. */
const ABANDONED_AFTER_MS = 30_000;
/** In place of the status of an answer that was not to be stored; no answer has it. */
const WITHHELD = 0;
const DONE_UNTOLD = "This request was done. Its answer is not kept, as somebody whom it is about was erased.";

/** An `Idempotency-Key` and who sent it. */
export interface AnswerKey {
  tenantId: string;
  callerId: string;
  key: string;
}

interface Answer {
  status: number;
  body?: unknown;
}

/**
 * Runs a request at most once per caller and key, and answers repeats with the first answer. Errors are not stored: after one
 * the same key may be used again.
 * @param request everything that determines the answer, as parsed: two spellings of one request are equal
 * @param about whose ids stand in the request, beside the caller's
 * @param keep stores the answer (`storeAnswer`) of what was committed. Its failure is tried once more, as a request whose answer is not
 * kept runs again when its key counts as abandoned
 * @param notKept is told of the second failure, which neither fails the request nor frees the key
 * @throws AppError `idempotency_mismatch` for a different request with the key, `conflict` while the first one is running, and for one
 * that was done without its answer being kept
 */
export async function answerOnce<Outcome extends Answer>(
  { database, clock }: { database: Database; clock: Clock },
  { tenantId, callerId, key }: AnswerKey,
  given: {
    request: readonly unknown[];
    about: unknown;
    keep: (outcome: Outcome) => Promise<void>;
    notKept: (error: unknown) => void;
  },
  run: () => Promise<Outcome>,
): Promise<Outcome | { status: number; body: unknown }> {
  const requestHash = createHash("sha256").update(JSON.stringify(given.request)).digest();
  const held = await database.withTenant(tenantId, async (tx) => {
    const inserted = await tx
      .insertInto("idempotency_keys")
      .values({
        tenant_id: tenantId,
        caller_id: callerId,
        key,
        request_hash: requestHash,
        about: idsIn([callerId, given.about]),
        created_at: new Date(clock.now()),
        status: null,
        answer: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (inserted.numInsertedOrUpdatedRows === 1n) return null;
    const row = await tx
      .selectFrom("idempotency_keys")
      .selectAll()
      .where("caller_id", "=", callerId)
      .where("key", "=", key)
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (!row.request_hash.equals(requestHash)) throw new AppError("idempotency_mismatch");
    if (row.status === WITHHELD) throw new AppError("conflict", { detail: DONE_UNTOLD });
    if (row.status !== null) return { status: row.status, body: row.answer as unknown };
    if (clock.now() - row.created_at.getTime() < ABANDONED_AFTER_MS) {
      throw new AppError("conflict", { detail: "The first request with this key is still at work.", retryMs: 1_000 });
    }
    await tx
      .updateTable("idempotency_keys")
      .set({ created_at: new Date(clock.now()) })
      .where("caller_id", "=", callerId)
      .where("key", "=", key)
      .execute();
    return null;
  });
  if (held) return held;
  const outcome = await run().catch(async (error: unknown) => {
    await database.withTenant(tenantId, (tx) =>
      tx.deleteFrom("idempotency_keys").where("caller_id", "=", callerId).where("key", "=", key).execute(),
    );
    throw error;
  });
  const keep = () => given.keep(outcome);
  await keep().catch(keep).catch(given.notKept);
  return outcome;
}

/** Keeps that a request was done, without its answer: repeats are refused instead of run. */
export async function withholdAnswer(tx: TenantTx, { callerId, key }: AnswerKey): Promise<void> {
  await tx
    .updateTable("idempotency_keys")
    .set({ status: WITHHELD })
    .where("caller_id", "=", callerId)
    .where("key", "=", key)
    .execute();
}

/** Stores an answer for repeats of its request. @param answer as JSON */
export async function storeAnswer(
  tx: TenantTx,
  { callerId, key }: AnswerKey,
  { status, answer, ids }: { status: number; answer: string; ids: readonly string[] },
): Promise<void> {
  await tx
    .updateTable("idempotency_keys")
    .set({ status, answer, about: sql`array(select unnest(about) union select unnest(${ids}::uuid[]))` })
    .where("caller_id", "=", callerId)
    .where("key", "=", key)
    .execute();
}

/** Every distinct id that occurs anywhere in a value. */
export function idsIn(value: unknown): string[] {
  const found = JSON.stringify(value ?? null).matchAll(ID);
  return [...new Set([...found].map(([id]) => id.toLowerCase()))];
}
