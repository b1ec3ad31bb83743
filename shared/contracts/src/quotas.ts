import { z } from "zod";

interface QuotaSpec {
  /** What a tenant has for which the operator has set nothing. */
  readonly default: number;
  /** When its use begins again at nothing; null: never, it is what is there now. Times are UTC. */
  readonly period: "minute" | "day" | "month" | null;
  /** What is counted, and what happens at its end, for operators. */
  readonly does: string;
}

const GIB = 1024 ** 3;

/** What one tenant may use of an installation. The operator changes it per tenant (docs/operations/flags-and-quotas.md). */
export const QUOTAS = {
  sends_per_minute: {
    default: 600_000,
    period: "minute",
    does: "Messages, notes and whispers. At the end: refused with the time to the next minute; clients send again. Answers by mail are always taken.",
  },
  sockets: {
    default: 100_000,
    period: null,
    does: "Open connections. At the end: customers' new ones are closed and come again later; the desk always connects.",
  },
  stored_bytes: {
    default: 50 * GIB,
    period: null,
    does: "Files and photos. At the end: new ones are refused.",
  },
  model_tokens_per_month: {
    default: 50_000_000,
    period: "month",
    does: "Tokens of remote language models. At the end: the built-in summariser writes.",
  },
  mails_per_day: {
    default: 50_000,
    period: "day",
    does: "Notifications by mail. At the end: they wait for the next day; invitations, passwords and security always go.",
  },
} as const satisfies Record<string, QuotaSpec>;

export type QuotaName = keyof typeof QUOTAS;
export const QUOTA_NAMES = Object.keys(QUOTAS) as [QuotaName, ...QuotaName[]];
export const QuotaName = z.enum(QUOTA_NAMES);

/** Under which names processes count together in Redis. */
export const COUNTED = { sends: "sends", sockets: "sockets" } as const;

/** From this share on owners and admins are warned. */
export const WARNED_SHARE = 0.8;

/** How much is used: 1 is all of it, and any use of what is off. What nobody can count is not used. */
export function usedShare({ used, amount }: { used: number | null; amount: number }): number {
  if (used === null || used === 0) return 0;
  return amount === 0 ? 1 : used / amount;
}

/** Whether owners and admins are warned. */
export function isNearEnd(quota: { used: number | null; amount: number }): boolean {
  return usedShare(quota) >= WARNED_SHARE;
}

/** The name of the time in which a mail warns once: the day of what is counted by minute or day, else the month. */
export function warnedPeriodOf(quota: QuotaName, nowMs: number): string {
  const { period } = QUOTAS[quota];
  return new Date(nowMs).toISOString().slice(0, period === "minute" || period === "day" ? 10 : 7);
}

/** The name of the period in which a moment lies: `2026-11-30` of a day, `2026-11` of a month, `2026-11-30T16:25` of a minute. */
export function periodOf(quota: QuotaName, nowMs: number): string {
  const iso = new Date(nowMs).toISOString();
  const { period } = QUOTAS[quota];
  return period === null ? "always" : iso.slice(0, { minute: 16, day: 10, month: 7 }[period]);
}

/** When the next period begins; null for what does not begin again. */
export function periodEndMs(quota: QuotaName, nowMs: number): number | null {
  const now = new Date(nowMs);
  switch (QUOTAS[quota].period) {
    case "minute":
      return nowMs - (nowMs % 60_000) + 60_000;
    case "day":
      return Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1);
    case "month":
      return Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1);
    case null:
      return null;
  }
}
