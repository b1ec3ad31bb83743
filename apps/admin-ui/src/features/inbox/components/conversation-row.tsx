import type { Conversation } from "@chorus/contracts/entities/conversation";
import { Link } from "@tanstack/react-router";
import { Clock, Lock } from "lucide-react";
import { memo } from "react";
import { Avatar } from "../../../components/ui/avatar.tsx";
import { TimeAgo } from "../../../components/ui/time-ago.tsx";
import { classNames } from "../../../lib/class-names.ts";
import type { Filter } from "../../../lib/conversation-lists.ts";
import { useNowMs } from "../../../lib/now.ts";
import { useDeskSession } from "../../../lib/session-context.ts";
import { useReadable } from "../../../lib/use-readable.ts";

/** From here on the waiting time is marked. */
const LONG_WAIT_MS = 5 * 60_000;

interface ConversationRowProps {
  conversation: Conversation;
  filter: Filter;
  isSelected: boolean;
}

export const ConversationRow = memo(function ConversationRow({
  conversation,
  filter,
  isSelected,
}: ConversationRowProps) {
  const { user, presence } = useDeskSession();
  const people = useReadable(presence.people);
  const { customer, assignee, lastMessage } = conversation;
  const unread = isSelected ? 0 : (conversation.unread ?? 0);
  return (
    <Link
      to="/inbox/$filter/$conversationId"
      params={{ filter, conversationId: conversation.id }}
      data-row
      aria-current={isSelected ? "page" : undefined}
      className={classNames(
        "mx-2 flex items-center gap-3 rounded-control px-2.5 py-2.5 text-sm outline-offset-[-2px] transition-colors duration-150",
        isSelected ? "bg-accent-soft" : "hover:bg-hover",
      )}
    >
      <Avatar name={customer.name} id={customer.id} presence={people.get(customer.id)} />
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-2">
          <span
            dir="auto"
            className={classNames("min-w-0 flex-1 truncate", unread > 0 ? "font-semibold" : "font-medium")}
          >
            {customer.name}
          </span>
          <RowTime conversation={conversation} />
        </span>
        <span className="flex h-6 items-center gap-2">
          <span
            dir="auto"
            className={classNames(
              "flex min-w-0 flex-1 items-center gap-1",
              unread > 0 ? "text-ink" : isSelected ? "text-ink-soft" : "text-ink-mute",
            )}
          >
            {lastMessage?.kind === "note" && <Lock aria-label="Note" size={12} className="shrink-0" />}
            <span className="truncate">
              {lastMessage?.author.id === user.id && "You: "}
              {lastMessage ? lastMessage.body.replace(/\s+/g, " ") : "No messages yet"}
            </span>
          </span>
          {unread > 0 ? (
            <span className="inline-flex h-[18px] min-w-[18px] shrink-0 items-center justify-center rounded-full bg-accent px-1.5 text-[11px] leading-none font-semibold text-accent-ink tabular-nums">
              {unread > 99 ? "99+" : unread}
              <span className="sr-only"> unread</span>
            </span>
          ) : (
            assignee &&
            assignee.id !== user.id && (
              <span title={`Assigned to ${assignee.name}`} className="inline-flex shrink-0">
                <Avatar name={assignee.name} id={assignee.id} size="small" />
                <span className="sr-only">Assigned to {assignee.name}</span>
              </span>
            )
          )}
        </span>
      </span>
    </Link>
  );
});

function RowTime({ conversation }: { conversation: Conversation }) {
  const nowMs = useNowMs();
  const { waitingSince, lastMessage, createdAt, status } = conversation;
  if (waitingSince === null || status === "closed") {
    return <TimeAgo timestamp={lastMessage?.createdAt ?? createdAt} className="shrink-0 text-xs text-ink-mute" />;
  }
  const isLong = nowMs - Date.parse(waitingSince) >= LONG_WAIT_MS;
  return (
    <span
      className={classNames(
        "inline-flex shrink-0 items-center gap-1 text-xs",
        isLong ? "rounded-full bg-warn-soft px-1.5 font-medium text-warn-ink" : "text-ink-mute",
      )}
    >
      <Clock aria-label="Waiting" size={11} />
      <TimeAgo timestamp={waitingSince} label="Waiting since" />
    </span>
  );
}
