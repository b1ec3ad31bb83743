import type {
  ChosenChannel,
  ChosenEvent,
  NotificationPreferences,
} from "@chorus/contracts/entities/notification-preferences";
import { quietUntil } from "./quiet-hours.ts";

/** What is known about one person who may have to hear of something. */
export interface Facts {
  event: ChosenEvent;
  nowMs: number;
  /** When it began: the first message that nobody has read, the assignment. */
  sinceMs: number;
  /** Is there still something to tell? Why not, in words, when there is not. */
  obsolete: string | null;
  presence: "here" | "away" | "unknown";
  preferences: NotificationPreferences;
  /** The channels on which this person has an address. */
  reachable: ReadonlySet<ChosenChannel>;
  /** The channels on which they have been told already. */
  told: ReadonlySet<ChosenChannel>;
  /** The tenant's own hours: until when it is closed. */
  closedUntilMs: number | null;
  /** Who reads within this time needs no message about it. */
  graceMs: number;
}

export type Decision =
  /** Nobody needs to hear of it (any more). */
  | { do: "drop"; reason: string }
  /** Look again then: the facts may have changed. */
  | { do: "wait"; untilMs: number; reason: string }
  /** Tell now on these channels, and look again when there is a next step. */
  | { do: "send"; channels: ChosenChannel[]; nextMs: number | null };

/** Who has not read by then is told on the next channel. */
export const ESCALATE_MS = 5 * 60_000;
/** A text message costs money and wakes people up. */
const ESCALATE_TO_SMS_MS = 30 * 60_000;
/** Who is here sees it on the screen; they may leave any moment. */
const LOOK_AGAIN_MS = 30_000;

/** Channels from the quietest to the most insistent. */
const LADDER = ["push", "email", "sms"] as const;

/** Told at once, because nothing interrupts anybody. */
const SILENT: ReadonlySet<ChosenChannel> = new Set(["in_app"]);

/** What to send when. Pure: everything it knows is in the facts. */
export function decide(facts: Facts): Decision {
  const { event, nowMs, told } = facts;
  if (facts.obsolete !== null) return { do: "drop", reason: facts.obsolete };
  const chosen = facts.preferences.events[event];
  const usable = (channel: ChosenChannel) => chosen[channel] && facts.reachable.has(channel);
  const steps = plan(facts, usable);
  const left = steps.filter(({ channel }) => !told.has(channel));
  if (left.length === 0) return { do: "drop", reason: reasonForNothing(facts, steps.length > 0) };

  const loud = left.filter(({ channel }) => !SILENT.has(channel));
  const silent = left.filter(({ channel, atMs }) => SILENT.has(channel) && atMs <= nowMs);
  const held = holdUntil(facts, loud);
  const due = held ? [] : loud.filter(({ atMs }) => atMs <= nowMs);
  const now = [...silent, ...due];
  const later = left.filter((step) => !now.includes(step));
  const nextMs = later.length === 0 ? null : Math.max(held?.untilMs ?? 0, Math.min(...later.map(({ atMs }) => atMs)));
  if (now.length > 0) return { do: "send", channels: now.map(({ channel }) => channel), nextMs };
  return { do: "wait", untilMs: nextMs ?? nowMs + LOOK_AGAIN_MS, reason: held?.reason ?? "it may still be read" };
}

interface Step {
  channel: ChosenChannel;
  atMs: number;
}

/** Push first, then mail, then a text message; each only when the one before has not been enough. */
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

/** Why nothing loud may be sent now, although it is due. */
function holdUntil(facts: Facts, loud: readonly Step[]): { untilMs: number; reason: string } | null {
  const { nowMs } = facts;
  if (!loud.some(({ atMs }) => atMs <= nowMs)) return null;
  if (facts.presence === "here") return { untilMs: nowMs + LOOK_AGAIN_MS, reason: "they are here and can see it" };
  const quietMs = quietUntil(facts.preferences.quietHours, nowMs);
  if (quietMs !== null) return { untilMs: quietMs, reason: "quiet hours" };
  if (facts.closedUntilMs !== null) return { untilMs: facts.closedUntilMs, reason: "outside business hours" };
  return null;
}

function reasonForNothing({ told }: Facts, hasSteps: boolean): string {
  if (told.size > 0) return "told on every channel that was chosen";
  return hasSteps ? "nothing left to tell" : "no channel is both chosen and known";
}
