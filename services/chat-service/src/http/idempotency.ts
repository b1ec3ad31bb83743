import { createHash } from "node:crypto";
import type { MountOptions, OnceRequest, Outcome } from "@chorus/http/mount";
import type { TenantTx } from "@chorus/database/database";
import { AppError } from "@chorus/kernel/app-error";
import { sql } from "kysely";
import type { Principal } from "../identity/principal.ts";
import type { ChatContext } from "../context.ts";
import { withoutFormerWords } from "../messages/without-words.ts";
import type { Caller } from "./caller.ts";

const ID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;

type OnceContext = Pick<ChatContext, "database" | "clock"> & { events: Pick<ChatContext["events"], "answerNotKept"> };

/** A request without an answer after this long is taken for dead, and the key may be used again. */
const ABANDONED_AFTER_MS = 30_000;

/**
 * Runs a request at most once per caller and key, and answers repeats with the first answer. Errors are not stored: after one
 * the same key may be used again.
 * @throws AppError `idempotency_mismatch` for a different request with the key, `conflict` while the first one is running
 */
export function runOnce(context: OnceContext): NonNullable<MountOptions<Caller>["once"]> {
  return async (request, run) => {
    const { caller, key } = request;
    const { principal } = caller;
    if (!principal) return run();
    const requestHash = hashOf(request);
    const { tenantId, userId } = principal;
    const held = await context.database.withTenant(tenantId, async (tx) => {
      const inserted = await tx
        .insertInto("idempotency_keys")
        .values({
          tenant_id: tenantId,
          caller_id: userId,
          key,
          request_hash: requestHash,
          about: idsIn([userId, request.params, request.body]),
          created_at: new Date(context.clock.now()),
          status: null,
          answer: null,
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      if (inserted.numInsertedOrUpdatedRows === 1n) return null;
      const row = await tx
        .selectFrom("idempotency_keys")
        .selectAll()
        .where("caller_id", "=", userId)
        .where("key", "=", key)
        .forUpdate()
        .executeTakeFirstOrThrow();
      if (!row.request_hash.equals(requestHash)) throw new AppError("idempotency_mismatch");
      if (row.status !== null) return { status: row.status, body: row.answer } satisfies Outcome;
      if (context.clock.now() - row.created_at.getTime() < ABANDONED_AFTER_MS) {
        throw new AppError("conflict", { detail: "The first request with this key is still at work.", retryMs: 1_000 });
      }
      await tx
        .updateTable("idempotency_keys")
        .set({ created_at: new Date(context.clock.now()) })
        .where("caller_id", "=", userId)
        .where("key", "=", key)
        .execute();
      return null;
    });
    if (held) return held;
    const outcome = await run().catch(async (error: unknown) => {
      await context.database.withTenant(tenantId, (tx) =>
        tx.deleteFrom("idempotency_keys").where("caller_id", "=", userId).where("key", "=", key).execute(),
      );
      throw error;
    });
    await keepAnswer(context, principal, key, outcome);
    return outcome;
  };
}

/** Route, parameters of path and query, and body: the same key for another resource is a different request. */
function hashOf({ route, params, query, body }: OnceRequest<Caller>): Buffer {
  return createHash("sha256")
    .update(JSON.stringify([route.id, params ?? null, query ?? null, body ?? null]))
    .digest();
}

/**
 * The work is committed, so a failure to store the answer must neither fail the request nor free the key: repeats are answered
 * with `conflict` until the key counts as abandoned. Data of customers who were erased meanwhile is not stored.
 */
async function keepAnswer(context: OnceContext, principal: Principal, key: string, outcome: Outcome): Promise<void> {
  const ids = idsIn([outcome.body]);
  const save = () =>
    context.database.withTenant(principal.tenantId, async (tx) => {
      // Waits for a running erasure, so that a late answer does not bring back erased data.
      const people = await findCustomersOf(tx, ids);
      if (people.some(({ erased_at: erasedAt }) => erasedAt !== null)) return;
      // Before messages are looked at, so that an edit or deletion at the same moment either is seen or waits and finds the answer.
      await tx
        .selectFrom("idempotency_keys")
        .select("key")
        .where("caller_id", "=", principal.userId)
        .where("key", "=", key)
        .forUpdate()
        .execute();
      await tx
        .updateTable("idempotency_keys")
        .set({
          status: outcome.status,
          answer: withoutFormerWords(outcome.body, await textsOfChanged(tx, ids)),
          about: sql`array(select unnest(about) union select unnest(${ids}::uuid[]))`,
        })
        .where("caller_id", "=", principal.userId)
        .where("key", "=", key)
        .execute();
    });
  await save()
    .catch(save)
    .catch((error: unknown) => context.events.answerNotKept(error));
}

/** What those of these messages say now that were edited or deleted meanwhile. */
async function textsOfChanged(tx: TenantTx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .selectFrom("events")
    .select("data")
    .where("id", "in", ids)
    .where((is) => is.or([is("edited_at", "is not", null), is("deleted_at", "is not", null)]))
    .execute();
  return rows.map(({ data }) => (typeof data["body"] === "string" ? data["body"] : ""));
}

/** The customers among these ids, and the customers of the conversations among them. */
async function findCustomersOf(tx: TenantTx, ids: readonly string[]): Promise<{ erased_at: Date | null }[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ erased_at: Date | null }>`
    select erased_at from customers
    where id = any(array(
      select unnest(${ids}::uuid[]) union select customer_id from conversations where id = any(${ids}::uuid[])))
    order by id for share`.execute(tx);
  return rows;
}

/** Every distinct id that occurs anywhere in a value. */
function idsIn(value: unknown): string[] {
  const found = JSON.stringify(value ?? null).matchAll(ID);
  return [...new Set([...found].map(([id]) => id.toLowerCase()))];
}
