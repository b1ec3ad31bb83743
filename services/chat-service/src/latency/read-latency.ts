import {
  addCounts,
  LATENCY_NUMBERS,
  type LatencyFigures,
  latencyFigures,
  type LatencyWindow,
} from "@chorus/contracts/latency";
import { sql } from "kysely";
import type { ChatContext } from "../context.ts";
import { requirePermission, type Principal } from "../identity/principal.ts";
import { windowStart } from "./latency-window.ts";

/** How soon the messages of one's own tenant were acknowledged. @throws AppError `forbidden` */
export async function readOwnLatency(
  { database, clock }: Pick<ChatContext, "database" | "clock">,
  principal: Principal,
  window: LatencyWindow,
): Promise<LatencyFigures> {
  requirePermission(principal, "tenant.manage");
  const rows = await database.readTenant(principal.tenantId, (tx) =>
    tx
      .selectFrom("tenant_latency")
      .select(sql<number[]>`to_json(numbers)`.as("numbers"))
      // All of them, so that the index finds the time.
      .where("span", "in", ["minute", "hour", "day"])
      .where("starts_at", ">=", windowStart(window, clock.now()))
      .execute(),
  );
  const nothing = Array.from({ length: LATENCY_NUMBERS }, () => 0);
  return latencyFigures(rows.reduce((sum, { numbers }) => addCounts(sum, numbers), nothing));
}
