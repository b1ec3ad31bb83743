import type { Conversation } from "@chorus/contracts/entities/conversation";
import { Link } from "@tanstack/react-router";
import { ChevronDown, ChevronsUp, ChevronUp, Clock, Lock } from "lucide-react";
import { memo } from "react";
import { Avatar } from "../../../components/ui/avatar.tsx";
import { TimeAgo } from "../../../components/ui/time-ago.tsx";
import { classNames } from "../../../lib/browser/class-names.ts";
import type { Filter } from "../../../lib/desk/conversation-lists.ts";
import { useNowMs } from "../../../lib/browser/now.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { BriefTooltip } from "../../summaries/components/brief-tooltip.tsx";
import { inboxTexts } from "../inbox-texts.ts";
import { useReadable } from "../../../lib/browser/use-readable.ts";

/** From here on the waiting time is highlighted. */
const LONG_WAIT_MS = 5 * 60_000;

/** More are in the details. */
const ROW_TAGS = 2;

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
  const t = useTexts(inboxTexts);
  const people = useReadable(presence.people);
  const { customer, assignee, lastMessage } = conversation;
  const unread = isSelected ? 0 : (conversation.unread ?? 0);
  return (
    <BriefTooltip conversationId={conversation.id}>
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
              className={classNames("min-w-0 flex-1 truncate text-left", unread > 0 ? "font-semibold" : "font-medium")}
            >
              {customer.name}
            </span>
            <PriorityMark priority={conversation.priority} />
            <RowTime conversation={conversation} />
          </span>
          <span className="flex h-6 items-center gap-2">
            <span
              dir="auto"
              className={classNames(
                "flex min-w-0 flex-1 items-center gap-1 text-left",
                unread > 0 ? "text-ink" : isSelected ? "text-ink-soft" : "text-ink-mute",
              )}
            >
              {lastMessage?.kind === "note" && <Lock aria-label={t.note} size={12} className="shrink-0" />}
              <span className="truncate">
                {lastMessage?.author.id === user.id && t.you}
                {lastMessage ? lastMessage.body.replace(/\s+/g, " ") : t.noMessages}
              </span>
            </span>
            {conversation.tags.slice(0, ROW_TAGS).map((tag) => (
              <span
                key={tag}
                className="max-w-20 shrink-0 truncate rounded-full border border-line px-1.5 text-[11px] text-ink-soft"
              >
                {tag}
              </span>
            ))}
            {unread > 0 ? (
              <span className="inline-flex h-[18px] min-w-[18px] shrink-0 items-center justify-center rounded-full bg-accent px-1.5 text-[11px] leading-none font-semibold text-accent-ink tabular-nums">
                {unread > 99 ? "99+" : unread}
                <span className="sr-only"> {t.unread}</span>
              </span>
            ) : (
              assignee &&
              assignee.id !== user.id && (
                <span title={t.assignedTo(assignee.name)} className="inline-flex shrink-0">
                  <Avatar name={assignee.name} id={assignee.id} size="small" />
                  <span className="sr-only">{t.assignedTo(assignee.name)}</span>
                </span>
              )
            )}
          </span>
        </span>
      </Link>
    </BriefTooltip>
  );
});

/** Shown by colour and shape; the normal priority has no mark. */
function PriorityMark({ priority }: Pick<Conversation, "priority">) {
  const t = useTexts(inboxTexts);
  if (priority === "normal") return null;
  const Icon = priority === "low" ? ChevronDown : priority === "high" ? ChevronUp : ChevronsUp;
  return (
    <span
      title={t.priorities[priority]}
      className={classNames("inline-flex shrink-0 self-center", priority === "low" ? "text-ink-mute" : "text-danger")}
    >
      <Icon aria-hidden="true" size={14} strokeWidth={2.5} />
      <span className="sr-only">{t.priorities[priority]}</span>
    </span>
  );
}

function RowTime({ conversation }: { conversation: Conversation }) {
  const t = useTexts(inboxTexts);
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
      <Clock aria-label={t.waiting} size={11} />
      <TimeAgo timestamp={waitingSince} label={t.waitingSince} />
    </span>
  );
}
