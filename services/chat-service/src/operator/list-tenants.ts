import type { listTenants as route } from "@chorus/contracts/routes/tenants";
import type { RouteQuery, RouteResult } from "@chorus/contracts/routes/define-route";
import { periodOf } from "@chorus/contracts/quotas";
import { decodeCursor, pageOf } from "@chorus/http/keyset";
import { toTimestamp } from "@chorus/kernel/clock";
import { sql } from "kysely";
import { z } from "zod";
import type { ChatContext } from "../context.ts";
import type { LiveCounts } from "../quotas/live-counts.ts";
import { presentQuotas } from "../quotas/present-quotas.ts";

const Position = z.object({ id: z.uuid() });

export interface ListedRow {
  tenant_id: string;
  slug: string;
  name: string;
  widget_key: string;
  status: "active" | "suspended";
  created_at: Date;
  last_news_at: Date | null;
  model_tokens: number;
  mails: number;
  stored_bytes: number;
  amounts: Record<string, number>;
  is_being_deleted: boolean;
}

/** A page of tenants, the newest first. @throws AppError `invalid` for a cursor of another list */
export async function listTenants(
  context: ChatContext,
  { q, status, limit, cursor }: RouteQuery<typeof route>,
): Promise<RouteResult<typeof route>> {
  const before = decodeCursor(Position, cursor)?.id ?? null;
  const rows = await readTenantRows(context, { search: q ?? null, status: status ?? null, before, limit: limit + 1 });
  const live = await context.liveCounts(rows.slice(0, limit).map((row) => row.tenant_id));
  const nowMs = context.clock.now();
  return pageOf(
    rows,
    limit,
    (row) => ({
      tenant: { id: row.tenant_id, slug: row.slug, name: row.name, widgetKey: row.widget_key },
      ...{ status: row.status, isBeingDeleted: row.is_being_deleted, createdAt: toTimestamp(row.created_at) },
      lastNewsAt: row.last_news_at && toTimestamp(row.last_news_at),
      quotas: presentQuotas(row.amounts, usedOf(row, live.get(row.tenant_id)), nowMs),
    }),
    (row) => ({ id: row.tenant_id }),
  );
}

export function readTenantRows(
  { database, clock }: Pick<ChatContext, "database" | "clock">,
  page: { search: string | null; status: string | null; before: string | null; limit: number },
): Promise<ListedRow[]> {
  const nowMs = clock.now();
  const [month, day] = [periodOf("model_tokens_per_month", nowMs), periodOf("mails_per_day", nowMs)];
  return database.background.withSystem(async (tx) => {
    const { rows } = await sql<ListedRow>`
      select * from list_tenants(${page.search}, ${page.status}, ${page.before}::uuid, ${page.limit}, ${month}, ${day})`.execute(
      tx,
    );
    return rows;
  });
}

export function usedOf(row: ListedRow, live: LiveCounts | undefined) {
  return {
    ...{ sends_per_minute: live?.sends ?? null, sockets: live?.sockets ?? null, stored_bytes: row.stored_bytes },
    ...{ model_tokens_per_month: row.model_tokens, mails_per_day: row.mails },
  };
}
