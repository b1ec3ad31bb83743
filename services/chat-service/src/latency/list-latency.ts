import { type LatencyFigures, latencyFigures } from "@chorus/contracts/latency";
import type { RouteQuery, RouteResult } from "@chorus/contracts/routes/define-route";
import type { LatencyOrder, listLatency as route } from "@chorus/contracts/routes/latency";
import { decodeCursor, pageOf } from "@chorus/http/keyset";
import { sql } from "kysely";
import { z } from "zod";
import type { ChatContext } from "../context.ts";
import { windowStart } from "./latency-window.ts";

/** Percentiles are no column that a page could begin at. */
const Position = z.object({ place: z.int().min(0) });

interface Row {
  tenant_id: string;
  slug: string;
  name: string;
  widget_key: string;
  numbers: number[];
}

const SORTED_BY: Record<LatencyOrder, (figures: LatencyFigures) => number | null> = {
  p99: ({ p99Ms }) => p99Ms,
  p95: ({ p95Ms }) => p95Ms,
  p50: ({ p50Ms }) => p50Ms,
  slow: ({ slowShare }) => slowShare,
  failed: ({ failed }) => failed,
  messages: ({ messages }) => messages,
};

/** A page of tenants with what their messages took, those with the largest figure first. @throws AppError `invalid` for a cursor of another list */
export async function listLatency(
  { database, clock }: Pick<ChatContext, "database" | "clock">,
  { window, sort, q, limit, cursor }: RouteQuery<typeof route>,
): Promise<RouteResult<typeof route>> {
  const after = decodeCursor(Position, cursor)?.place ?? 0;
  const since = windowStart(window, clock.now());
  const { rows } = await database.background.withSystem((tx) =>
    sql<Row>`select * from list_latency(${q ?? null}, ${since})`.execute(tx),
  );
  const valueOf = (figures: LatencyFigures) => SORTED_BY[sort](figures) ?? -1;
  const sorted = rows
    .map((row) => ({ row, figures: latencyFigures(row.numbers) }))
    .toSorted(
      (one, other) =>
        valueOf(other.figures) - valueOf(one.figures) || (one.row.tenant_id < other.row.tenant_id ? 1 : -1),
    )
    .map((each, index) => ({ ...each, place: index + 1 }));
  return pageOf(
    sorted.slice(after, after + limit + 1),
    limit,
    ({ row, figures }) => ({
      tenant: { id: row.tenant_id, slug: row.slug, name: row.name, widgetKey: row.widget_key },
      ...figures,
    }),
    ({ place }) => ({ place }),
  );
}
