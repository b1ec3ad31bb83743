import type { LatencyMinute } from "@chorus/contracts/routes/internal-chat";
import type { ChatContext } from "../context.ts";

const MINUTE_MS = 60_000;
/** What is older may have been added to its hour already, where a second time would not be known. */
const TAKEN_FOR_MS = 60 * MINUTE_MS;

/** Stores what a process counted in a minute; the same again changes nothing. What is too old, or is still to come, is left out. */
export async function recordLatency(
  { database, clock }: Pick<ChatContext, "database" | "clock">,
  { source, minute, tenants }: LatencyMinute,
): Promise<void> {
  const beganMs = Date.parse(minute);
  const ageMs = clock.now() - beganMs;
  if (ageMs > TAKEN_FOR_MS || ageMs < -MINUTE_MS) return;
  const startsAt = new Date(beganMs - (beganMs % MINUTE_MS));
  await database.background.statement("record_latency", "select record_latency($1, $2, $3)", [
    ...[source, startsAt, JSON.stringify(tenants)],
  ]);
}
