import { answerOnce, idsIn, storeAnswer, withholdAnswer } from "@chorus/database/answer-once";
import type { MountOptions, Outcome } from "@chorus/http/mount";
import type { TenantTx } from "@chorus/database/database";
import { sql } from "kysely";
import type { Principal } from "../identity/principal.ts";
import type { ChatContext } from "../context.ts";
import { withoutFormerWords } from "../messages/without-words.ts";
import type { Caller } from "./caller.ts";

type OnceContext = Pick<ChatContext, "database" | "clock"> & { events: Pick<ChatContext["events"], "answerNotKept"> };

/**
 * Runs a request at most once per caller and key, and answers repeats with the first answer.
 * @throws AppError as `answerOnce` says
 */
export function runOnce(context: OnceContext): NonNullable<MountOptions<Caller>["once"]> {
  return async ({ route, caller: { principal }, key, params, query, body }, run) => {
    if (!principal) return run();
    const { tenantId, userId } = principal;
    return answerOnce(
      context,
      { tenantId, callerId: userId, key },
      {
        request: [route.id, params ?? null, query ?? null, body ?? null],
        about: [params, body],
        keep: (outcome) => keepAnswer(context, principal, key, outcome),
        notKept: (error) => context.events.answerNotKept(error),
      },
      run,
    );
  };
}

/** Data of customers who were erased meanwhile is not stored. */
async function keepAnswer(context: OnceContext, principal: Principal, key: string, outcome: Outcome): Promise<void> {
  const ids = idsIn([outcome.body]);
  const { tenantId, userId: callerId } = principal;
  await context.database.withTenant(tenantId, async (tx) => {
    // Waits for a running erasure, so that a late answer does not bring back erased data.
    const people = await findCustomersOf(tx, ids);
    if (people.some(({ erased_at: erasedAt }) => erasedAt !== null))
      return withholdAnswer(tx, { tenantId, callerId, key });
    // Before messages are looked at, so that an edit or deletion at the same moment either is seen or waits and finds the answer.
    await tx
      .selectFrom("idempotency_keys")
      .select("key")
      .where("caller_id", "=", callerId)
      .where("key", "=", key)
      .forUpdate()
      .execute();
    const answer = withoutFormerWords(outcome.body, await textsOfChanged(tx, ids));
    await storeAnswer(tx, { tenantId, callerId, key }, { status: outcome.status, answer, ids });
  });
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
