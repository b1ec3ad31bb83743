import { answerOnce, idsIn, storeAnswer } from "@chorus/database/answer-once";
import type { MountOptions, Outcome } from "@chorus/http/mount";
import type { RestCaller } from "@chorus/http/rest-service";
import type { CommerceContext } from "../context.ts";

/**
 * Runs a request at most once per caller and key, and answers repeats with the first answer.
 * @throws AppError as `answerOnce` says
 */
export function runOnce(context: CommerceContext): NonNullable<MountOptions<RestCaller>["once"]> {
  return async ({ route, caller, key, params, query, body }, run) => {
    if (!caller) return run();
    const { tenantId, userId: callerId } = caller;
    const request = [route.id, params ?? null, query ?? null, body ?? null];
    const keep = (outcome: Outcome) => keepAnswer(context, { tenantId, callerId, key }, outcome);
    return answerOnce(context, { tenantId, callerId, key }, { request, about: [params, body], keep }, run);
  };
}

/** The work is committed: a failure to store its answer neither fails the request nor frees the key. */
async function keepAnswer(
  { database, logger }: CommerceContext,
  key: { tenantId: string; callerId: string; key: string },
  { status, body }: Outcome,
): Promise<void> {
  const ids = idsIn([key.callerId, body]);
  try {
    await database.withTenant(key.tenantId, async (tx) => {
      // Waits for a running erasure, so that a late answer does not bring back erased data.
      const people = await tx
        .selectFrom("customers")
        .select("erased_at")
        .where("id", "in", ids)
        .orderBy("id")
        .forShare()
        .execute();
      if (people.some(({ erased_at: erasedAt }) => erasedAt !== null)) return;
      await storeAnswer(tx, key, { status, answer: JSON.stringify(body ?? null), ids });
    });
  } catch (error) {
    logger.warn({ err: error }, "an answer could not be kept for repeats of its request");
  }
}
