import type { QuotaName } from "@chorus/contracts/quotas";
import { formatBytes, formatNumber } from "./format-number.ts";

/** So much of what a quota counts. */
export function formatQuota(quota: QuotaName, amount: number): string {
  return quota === "stored_bytes" ? formatBytes(amount) : formatNumber(amount);
}
