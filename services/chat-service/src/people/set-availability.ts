import type { ChosenStatus } from "@chorus/contracts/entities/people";
import { putChosenStatus } from "@chorus/contracts/routes/presence";
import { toTimestamp } from "@chorus/kernel/clock";
import { requirePermission, type Principal } from "../identity/principal.ts";
import type { ChatContext } from "../context.ts";

/** Stores the chosen status, then informs presence-service; if that fails, presence-service asks for it later. */
export async function setAvailability(
  context: ChatContext,
  principal: Principal,
  status: ChosenStatus,
): Promise<{ status: ChosenStatus; since: string }> {
  requirePermission(principal, "presence.choose");
  const { tenantId, userId } = principal;
  const since = new Date(context.clock.now());
  await context.database.withTenant(tenantId, (tx) =>
    tx
      .insertInto("agent_availability")
      .values({ tenant_id: tenantId, user_id: userId, status, since })
      .onConflict((conflict) => conflict.columns(["tenant_id", "user_id"]).doUpdateSet({ status, since }))
      .execute(),
  );
  const chosen = { status, since: toTimestamp(since.getTime()) };
  await context.presence.call(putChosenStatus, { body: { tenantId, userId, ...chosen } }).catch((error: unknown) => {
    context.logger.warn({ err: error, tenantId, userId }, "presence does not know the chosen status yet");
  });
  return chosen;
}
