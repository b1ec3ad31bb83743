import type { ChatContext } from "../context.ts";
import { rollUpsAt } from "./latency-window.ts";

const BATCH = 5_000;

/** Adds minutes up to hours and hours to days, and removes days that are too old. */
export async function rollUpLatency(
  { database, clock, logger }: Pick<ChatContext, "database" | "clock" | "logger">,
  signal: AbortSignal,
): Promise<void> {
  const rows: Record<string, number> = {};
  for (const { from, to, before } of rollUpsAt(clock.now())) {
    let count = BATCH;
    while (count === BATCH) {
      signal.throwIfAborted();
      const [answer] = await database.background.statement<{ count: number }>(
        "roll_up_latency",
        "select roll_up_latency($1, $2, $3, $4) as count",
        [from, to, before, BATCH],
      );
      count = answer?.count ?? 0;
      rows[from] = (rows[from] ?? 0) + count;
    }
  }
  logger.info({ rows }, "latency added up");
}
