import type { QueuePosition } from "@chorus/client-sdk/conversation/conversation-snapshot";
import type { TimelineEntry } from "@chorus/client-sdk/conversation/timeline";
import type { Event } from "@chorus/contracts/entities/event";
import { headerLine } from "../state/desk-words.ts";
import { translate } from "../state/language.ts";
import { deviceOnline } from "@chorus/client-sdk/device-online";
import { formatMinutes, formatNumber } from "../state/times.ts";
import type { Live } from "../state/use-live.ts";
import { useNow } from "../state/use-now.ts";
import { NOTHING, useReadable } from "../state/use-readable.ts";
import type { ReadyState } from "../state/widget-state.ts";
import { Header, type Presence } from "./header.tsx";
import type { MenuActions } from "./more-menu.tsx";

interface ChatHeaderProps {
  state: ReadyState;
  live: Live | null;
  menu?: MenuActions;
  onBack: () => void;
  onClose: () => void;
}

const RECENT_MS = 5 * 60_000;

/** Who answers and whether they are here; before that, whoever is here and how soon they answer, or the place in the queue. */
export function ChatHeader({ state, live, ...rest }: ChatHeaderProps) {
  const people = useReadable<ReadonlyMap<string, { status: string }> | null>(live?.chat.presence ?? NOTHING);
  const isOnline = useReadable(deviceOnline);
  const nowMs = useNow();
  const { settings, desk } = state;
  const { conversation, queue } = live?.snapshot ?? {};
  const assignee = conversation?.assignee;
  if (assignee) {
    const known = presenceOf(people?.get(assignee.id)?.status);
    const presence = known ?? (live && hasJustActed(live.snapshot.timeline, assignee.id, nowMs) ? "online" : undefined);
    const here = presence && translate(presence === "online" ? "hereNow" : "awayNow");
    const line = isOnline && here ? `${here} · ${settings.teamName}` : settings.teamName;
    return (
      <Header
        title={assignee.name}
        line={line}
        people={[assignee]}
        presence={isOnline ? presence : undefined}
        {...rest}
      />
    );
  }
  const isQueued = conversation?.status === "queued" && desk.online !== false;
  const line = isQueued && queue ? placeOf(queue) : headerLine(desk, nowMs) || (isQueued ? translate("inQueue") : "");
  const presence = desk.online === null ? undefined : desk.online ? "online" : "away";
  return (
    <Header
      title={settings.teamName}
      line={line}
      people={desk.people}
      presence={isOnline && line !== "" ? presence : undefined}
      {...rest}
    />
  );
}

function placeOf({ ahead, waitSeconds }: QueuePosition): string {
  const place = ahead === 0 ? translate("nextInQueue") : translate("aheadOfYou", { count: formatNumber(ahead) });
  if (!waitSeconds) return place;
  const time = formatMinutes(Math.max(1, Math.round(waitSeconds.high / 60)));
  return `${place} · ${translate("waitAbout", { time })}`;
}

/** Nobody has said whether they are here, but they have taken the conversation or written a moment ago. */
function hasJustActed(timeline: readonly TimelineEntry[], userId: string, nowMs: number): boolean {
  const isTheirs = (entry: TimelineEntry) =>
    entry.type === "message" ? entry.message.author.id === userId : isGivenTo(entry.event, userId);
  const last = timeline.findLast(isTheirs);
  const at = last?.type === "message" ? last.message.createdAt : last?.event.createdAt;
  return at !== undefined && nowMs - Date.parse(at) < RECENT_MS;
}

function isGivenTo({ kind, data }: Event, userId: string): boolean {
  const isGiving = kind === "conversation.assigned" || kind === "conversation.transferred";
  return isGiving && "conversation" in data && data.conversation.assignee?.id === userId;
}

/** Who is busy is here; nobody knows of somebody whose presence was never told. */
function presenceOf(status: string | undefined): Presence | undefined {
  if (status === "busy" || status === "online") return "online";
  return status === "away" || status === "offline" ? status : undefined;
}
