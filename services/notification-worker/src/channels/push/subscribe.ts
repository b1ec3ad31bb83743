import { ECDH } from "node:crypto";
import { lockAgainstErasure } from "@chorus/database/lock-against-erasure";
import { AppError } from "@chorus/kernel/app-error";
import { isAllowedEndpoint } from "./endpoints.ts";
import type { NotificationContext } from "../../context.ts";

/** Above this number the oldest browser is removed. */
const MAX_COUNT = 20;

interface Subscription {
  endpoint: string;
  keys: { p256dh: string; auth: string };
}

/**
 * Adds a browser for push messages. An endpoint belongs to whoever signed in last in that browser.
 * @throws AppError `conflict` when push is not configured; `forbidden` for an endpoint of an unknown push service
 */
export async function subscribe(
  context: NotificationContext,
  { tenantId, userId }: { tenantId: string; userId: string },
  { endpoint, keys }: Subscription,
): Promise<string> {
  const { push } = context.config;
  if (!push) throw new AppError("conflict", { detail: "This installation sends no push messages." });
  if (!isAllowedEndpoint(endpoint, push))
    throw new AppError("forbidden", { detail: "This is not the address of a push service that is known here." });
  requireCurvePoint(keys.p256dh);
  return context.database.withTenant(tenantId, async (tx) => {
    if (!(await lockAgainstErasure(tx, userId)))
      throw new AppError("forbidden", { detail: "You cannot write here any more." });
    const { id } = await tx
      .insertInto("push_subscriptions")
      .values({ tenant_id: tenantId, id: context.ids.next(), person_id: userId, endpoint, ...keys })
      .onConflict((conflict) => conflict.columns(["tenant_id", "endpoint"]).doUpdateSet({ person_id: userId, ...keys }))
      .returning("id")
      .executeTakeFirstOrThrow();
    const surplus = await tx
      .selectFrom("push_subscriptions")
      .select("id")
      .where("person_id", "=", userId)
      .orderBy("created_at", "desc")
      .orderBy("id", "desc")
      .offset(MAX_COUNT)
      .execute();
    if (surplus.length > 0)
      await tx
        .deleteFrom("push_subscriptions")
        .where(
          "id",
          "in",
          surplus.map((row) => row.id),
        )
        .execute();
    return id;
  });
}

/** A key that is not a point of the curve cannot be used. */
function requireCurvePoint(publicKey: string): void {
  try {
    ECDH.convertKey(publicKey, "prime256v1", "base64url");
  } catch (error) {
    const message = "must be a point of the curve P-256";
    const errors = [{ path: "keys.p256dh", message }];
    throw new AppError("invalid", { detail: `keys.p256dh: ${message}`, errors, cause: error });
  }
}

/** Idempotent; another person's subscription stays. */
export async function endSubscription(
  context: NotificationContext,
  { tenantId, userId }: { tenantId: string; userId: string },
  subscriptionId: string,
): Promise<void> {
  await context.database.withTenant(tenantId, async (tx) => {
    await tx
      .deleteFrom("push_subscriptions")
      .where("id", "=", subscriptionId)
      .where("person_id", "=", userId)
      .execute();
  });
}
