import type { RouteResult } from "@chorus/contracts/routes/define-route";
import type { readAvailability as internalRoute } from "@chorus/contracts/routes/internal-chat";
import type { getAvailability as route } from "@chorus/contracts/routes/people";
import { toTimestamp } from "@chorus/kernel/clock";
import { requirePermission, type Principal } from "../identity/principal.ts";
import type { ChatContext } from "../context.ts";

type Chosen = RouteResult<typeof internalRoute>["items"][number];

/** The statuses that these people of a tenant chose. */
export async function readAvailability(
  context: ChatContext,
  tenantId: string,
  userIds: readonly string[],
): Promise<Chosen[]> {
  if (userIds.length === 0) return [];
  const rows = await context.database.readTenant(tenantId, (tx) =>
    tx
      .selectFrom("agent_availability")
      .select(["user_id", "status", "since"])
      .where("user_id", "in", userIds)
      .execute(),
  );
  return rows.map((row) => ({ userId: row.user_id, status: row.status, since: toTimestamp(row.since.getTime()) }));
}

/** One's own status; `online` when none was chosen. */
export async function getAvailability(context: ChatContext, principal: Principal): Promise<RouteResult<typeof route>> {
  requirePermission(principal, "presence.choose");
  const [chosen] = await readAvailability(context, principal.tenantId, [principal.userId]);
  return { status: chosen?.status ?? "online", since: chosen?.since ?? null };
}
