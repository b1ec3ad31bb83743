import { answerOnce, idsIn, storeAnswer, withholdAnswer } from "@chorus/database/answer-once";
import type { TenantTx } from "@chorus/database/database";
import type { MountOptions, Outcome } from "@chorus/http/mount";
import type { RestCaller } from "@chorus/http/rest-service";
import { sql } from "kysely";
import type { CommerceContext } from "../context.ts";

const ACCEPTED = 202;

/**
 * Runs a request at most once per caller and key, and answers repeats with the first answer.
 * @throws AppError as `answerOnce` says
 */
export function runOnce(context: CommerceContext): NonNullable<MountOptions<RestCaller>["once"]> {
  return async ({ route, caller, key, params, query, body }, run) => {
    if (!caller) return run();
    const { tenantId, userId: callerId } = caller;
    const request = [route.id, params ?? null, query ?? null, body ?? null];
    const keep = (outcome: Outcome) =>
      outcome.status === ACCEPTED
        ? freeKey(context, { tenantId, callerId, key })
        : keepAnswer(context, { tenantId, callerId, key }, outcome);
    const notKept = (error: unknown) =>
      context.logger.warn({ err: error }, "an answer could not be kept for repeats of its request");
    return answerOnce(context, { tenantId, callerId, key }, { request, about: [params, body], keep, notKept }, run);
  };
}

/** What is under way is no answer yet: the same request asks again. */
async function freeKey(
  { database }: CommerceContext,
  { tenantId, callerId, key }: { tenantId: string; callerId: string; key: string },
): Promise<void> {
  await database.withTenant(tenantId, (tx) =>
    tx.deleteFrom("idempotency_keys").where("caller_id", "=", callerId).where("key", "=", key).execute(),
  );
}

/** Data of customers who were erased meanwhile is not stored. */
async function keepAnswer(
  { database }: CommerceContext,
  key: { tenantId: string; callerId: string; key: string },
  { status, body }: Outcome,
): Promise<void> {
  const ids = idsIn([key.callerId, body]);
  await database.withTenant(key.tenantId, async (tx) => {
    // Waits for a running erasure, so that a late answer does not bring back erased data.
    const people = await findCustomersOf(tx, ids);
    if (people.some(({ erased_at: erasedAt }) => erasedAt !== null)) return withholdAnswer(tx, key);
    await storeAnswer(tx, key, { status, answer: JSON.stringify(body ?? null), ids });
  });
}

/** The customers among these ids, and the customers of the orders among them. */
async function findCustomersOf(tx: TenantTx, ids: readonly string[]): Promise<{ erased_at: Date | null }[]> {
  const { rows } = await sql<{ erased_at: Date | null }>`
    select erased_at from customers
    where id = any(array(
      select unnest(${ids}::uuid[]) union select customer_id from commerce.orders where id = any(${ids}::uuid[])))
    order by id for share`.execute(tx);
  return rows;
}
