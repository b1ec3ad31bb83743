import type { listOperatorLog as route } from "@chorus/contracts/routes/tenants";
import type { RouteQuery, RouteResult } from "@chorus/contracts/routes/define-route";
import { SYSTEM_TENANT } from "@chorus/contracts/tasks";
import { decodeCursor, pageOf } from "@chorus/http/keyset";
import { toTimestamp } from "@chorus/kernel/clock";
import { z } from "zod";
import type { ChatContext } from "../context.ts";

const Position = z.object({ id: z.uuid() });

/** Newest first. @throws AppError `invalid` for a cursor of another list */
export async function listOperatorLog(
  { database }: Pick<ChatContext, "database">,
  { limit, cursor }: RouteQuery<typeof route>,
): Promise<RouteResult<typeof route>> {
  const before = decodeCursor(Position, cursor)?.id;
  const rows = await database.readTenant(SYSTEM_TENANT, (tx) =>
    tx
      .selectFrom("operator_log")
      .selectAll()
      .$if(before !== undefined, (query) => query.where("id", "<", before ?? ""))
      .orderBy("id", "desc")
      .limit(limit + 1)
      .execute(),
  );
  return pageOf(
    rows,
    limit,
    (row) => ({
      ...{ id: row.id, at: toTimestamp(row.at), action: row.action, tenantId: row.about_tenant_id },
      ...{ detail: row.detail, requestId: row.request_id },
    }),
    ({ id }) => ({ id }),
  );
}
