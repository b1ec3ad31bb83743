import type { RouteResult } from "@chorus/contracts/routes/define-route";
import type { listAuditLog as route } from "@chorus/contracts/routes/tenant";
import { toTimestamp } from "@chorus/kernel/clock";
import { z } from "zod";
import { requirePermission, type Principal } from "../identity/principal.ts";
import type { ChatContext } from "../context.ts";
import { decodeCursor, pageOf } from "@chorus/http/keyset";

const Position = z.object({ number: z.int().min(0) });

export interface AuditLogInput {
  limit: number;
  cursor: string | undefined;
  action?: string | undefined;
  actorId?: string | undefined;
  /** Inclusive start, exclusive end. */
  from?: string | undefined;
  to?: string | undefined;
}

/** Audit entries, newest first. */
export async function listAuditLog(
  context: ChatContext,
  principal: Principal,
  input: AuditLogInput,
): Promise<RouteResult<typeof route>> {
  requirePermission(principal, "tenant.manage");
  const before = decodeCursor(Position, input.cursor)?.number;
  const rows = await context.database.readTenant(principal.tenantId, (tx) => {
    let query = tx
      .selectFrom("audit_log")
      .selectAll()
      .orderBy("number", "desc")
      .limit(input.limit + 1);
    const { action, actorId, from, to } = input;
    if (action !== undefined) query = query.where("action", "=", action);
    if (actorId !== undefined) query = query.where("actor_id", "=", actorId);
    if (from !== undefined) query = query.where("at", ">=", new Date(from));
    if (to !== undefined) query = query.where("at", "<", new Date(to));
    if (before !== undefined) query = query.where("number", "<", before);
    return query.execute();
  });
  return pageOf(
    rows,
    input.limit,
    (row) => ({
      number: row.number,
      at: toTimestamp(row.at),
      actor: { type: row.actor_type, id: row.actor_id },
      action: row.action,
      target: { type: row.target_type, id: row.target_id },
      detail: row.detail,
      requestId: row.request_id,
      hash: row.hash.toString("hex"),
    }),
    ({ number }) => ({ number }),
  );
}
