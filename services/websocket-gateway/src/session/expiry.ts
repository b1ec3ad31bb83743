import { TIMINGS } from "@chorus/contracts/limits";

/** What an access token's end asks for now: a warning a minute before, the close 30 s after. */
export function expiryStep(expiresAtMs: number, nowMs: number, wasWarned: boolean): "warn" | "close" | null {
  if (nowMs >= expiresAtMs + TIMINGS.authExpiredGraceMs) return "close";
  if (!wasWarned && nowMs >= expiresAtMs - TIMINGS.authExpiringLeadMs) return "warn";
  return null;
}
