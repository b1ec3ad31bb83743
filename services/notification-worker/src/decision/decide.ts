import type {
  ChosenChannel,
  ChosenEvent,
  NotificationPreferences,
} from "@chorus/contracts/entities/notification-preferences";
import { quietUntil } from "./quiet-hours.ts";

/** What is known about one person who may be notified. */
export interface Facts {
  event: ChosenEvent;
  nowMs: number;
  /** When it began: the first unread message, the assignment. */
  sinceMs: number;
  /** Why nothing has to be sent any more; null when something has. */
  obsolete: string | null;
  presence: "here" | "away" | "unknown";
  preferences: NotificationPreferences;
  /** The channels on which this person has an address. */
  reachable: ReadonlySet<ChosenChannel>;
  /** The channels on which they were notified already. */
  notified: ReadonlySet<ChosenChannel>;
  /** When the tenant opens again, if it is closed. */
  closedUntilMs: number | null;
  /** Whoever reads within this time is not notified. */
  graceMs: number;
}

export type Decision =
  /** Nobody has to be notified (any more). */
  | { do: "drop"; reason: string }
  /** Decide again then: the facts may have changed. */
  | { do: "wait"; untilMs: number; reason: string }
  /** Send now on these channels, and decide again when there is a next step. */
  | { do: "send"; channels: ChosenChannel[]; nextMs: number | null };

/** Without a read by then the next channel is used. */
export const ESCALATE_MS = 5 * 60_000;
/** A text message costs money and wakes people up. */
const ESCALATE_TO_SMS_MS = 30 * 60_000;
/** Somebody online sees it on the screen, but may leave any moment. */
const LOOK_AGAIN_MS = 30_000;

/** Channels from the quietest to the most insistent. */
const LADDER = ["push", "email", "sms"] as const;

/** Sent at once, because they do not interrupt. */
const SILENT: ReadonlySet<ChosenChannel> = new Set(["in_app"]);

/** Decides what to send when. Pure: everything it needs is in the facts. */
export function decide(facts: Facts): Decision {
  const { event, nowMs, notified } = facts;
  if (facts.obsolete !== null) return { do: "drop", reason: facts.obsolete };
  const chosen = facts.preferences.events[event];
  const usable = (channel: ChosenChannel) => chosen[channel] && facts.reachable.has(channel);
  const steps = plan(facts, usable);
  const left = steps.filter(({ channel }) => !notified.has(channel));
  if (left.length === 0) return { do: "drop", reason: reasonForNothing(facts, steps.length > 0) };

  const loud = left.filter(({ channel }) => !SILENT.has(channel));
  const silent = left.filter(({ channel, atMs }) => SILENT.has(channel) && atMs <= nowMs);
  const deferred = deferUntil(facts, loud);
  const due = deferred ? [] : loud.filter(({ atMs }) => atMs <= nowMs);
  const now = [...silent, ...due];
  const later = left.filter((step) => !now.includes(step));
  const nextMs =
    later.length === 0 ? null : Math.max(deferred?.untilMs ?? 0, Math.min(...later.map(({ atMs }) => atMs)));
  if (now.length > 0) return { do: "send", channels: now.map(({ channel }) => channel), nextMs };
  return { do: "wait", untilMs: nextMs ?? nowMs + LOOK_AGAIN_MS, reason: deferred?.reason ?? "it may still be read" };
}

interface Step {
  channel: ChosenChannel;
  atMs: number;
}

/** Push first, then mail, then a text message; each only when the one before had no effect. */
function plan({ sinceMs, graceMs }: Facts, usable: (channel: ChosenChannel) => boolean): Step[] {
  const steps: Step[] = usable("in_app") ? [{ channel: "in_app", atMs: sinceMs }] : [];
  let atMs = sinceMs + graceMs;
  for (const channel of LADDER) {
    if (!usable(channel)) continue;
    const isFirst = steps.every((step) => SILENT.has(step.channel));
    if (!isFirst) atMs += channel === "sms" ? ESCALATE_TO_SMS_MS : ESCALATE_MS;
    steps.push({ channel, atMs });
  }
  return steps;
}

/** Why nothing that interrupts may be sent now, although it is due. */
function deferUntil(facts: Facts, loud: readonly Step[]): { untilMs: number; reason: string } | null {
  const { nowMs } = facts;
  if (!loud.some(({ atMs }) => atMs <= nowMs)) return null;
  if (facts.presence === "here") return { untilMs: nowMs + LOOK_AGAIN_MS, reason: "they are here and can see it" };
  const quietMs = quietUntil(facts.preferences.quietHours, nowMs);
  if (quietMs !== null) return { untilMs: quietMs, reason: "quiet hours" };
  if (facts.closedUntilMs !== null) return { untilMs: facts.closedUntilMs, reason: "outside business hours" };
  return null;
}

function reasonForNothing({ notified }: Facts, hasSteps: boolean): string {
  if (notified.size > 0) return "told on every channel that was chosen";
  return hasSteps ? "nothing left to tell" : "no channel is both chosen and known";
}
