import { LATENCY_BOUNDS_MS } from "@chorus/contracts/latency";
import { formatDuration } from "./format-number.ts";

const LAST_BOUND_MS = LATENCY_BOUNDS_MS.at(-1) ?? 0;

/** "12 ms"; beyond the last bound only that is known: "≥ 5 s". */
export function formatLatency(ms: number): string {
  return ms < LAST_BOUND_MS ? formatDuration(ms) : `≥ ${formatDuration(LAST_BOUND_MS)}`;
}
