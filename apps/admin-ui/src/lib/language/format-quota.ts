import type { QuotaName } from "@chorus/contracts/quotas";
import { formatBytes, formatNumber } from "./format-number.ts";

/** So much of what a quota counts. */
export function formatQuota(quota: QuotaName, amount: number): string {
  return quota === "stored_bytes" ? formatBytes(amount) : formatNumber(amount);
}

const BYTES_IN_A_GIGABYTE = 1024 ** 3;

/** How much of what a quota counts one of its field is: storage is entered in gigabytes. */
function unitOf(quota: QuotaName): number {
  return quota === "stored_bytes" ? BYTES_IN_A_GIGABYTE : 1;
}

/** An amount as it is entered. */
export function toQuotaField(quota: QuotaName, amount: number): string {
  return String(Math.round((amount / unitOf(quota)) * 1_000) / 1_000);
}

/** The amount that was entered. */
export function fromQuotaField(quota: QuotaName, entered: string): number {
  return Math.round(Number(entered) * unitOf(quota));
}
