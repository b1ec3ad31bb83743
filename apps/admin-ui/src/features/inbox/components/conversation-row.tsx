import type { Conversation } from "@chorus/contracts/entities/conversation";
import { markdownToPlain } from "@chorus/markdown/plain";
import { Link } from "@tanstack/react-router";
import { Lock } from "lucide-react";
import { memo } from "react";
import { Avatar } from "../../../components/ui/avatar.tsx";
import { PriorityBars } from "../../../components/ui/priority-bars.tsx";
import { RatingMark } from "../../../components/ui/rating-mark.tsx";
import { Tag } from "../../../components/ui/tag.tsx";
import { classNames } from "../../../lib/browser/class-names.ts";
import { useReadable } from "../../../lib/browser/use-readable.ts";
import type { Filter } from "../../../lib/desk/conversation-lists.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { inboxTexts } from "../inbox-texts.ts";
import { RowTime } from "./row-time.tsx";

/** More are in the details. */
const ROW_TAGS = 2;

interface ConversationRowProps {
  conversation: Conversation;
  filter: Filter;
  isSelected: boolean;
  /** The one row that Tab reaches; arrows go on from there. */
  isTabStop: boolean;
}

/** Three lines: who and when, what was said last, how it is filed. */
export const ConversationRow = memo(function ConversationRow(props: ConversationRowProps) {
  const { conversation, filter, isSelected, isTabStop } = props;
  const { user, presence, warm } = useDeskSession();
  const t = useTexts(inboxTexts);
  const people = useReadable(presence.people);
  const { id, customer, assignee, status } = conversation;
  // What others work on, and what is done, is news to nobody else.
  const concernsSelf = status === "queued" || assignee?.id === user.id;
  const isUnread = !isSelected && concernsSelf && (conversation.unread ?? 0) > 0;
  return (
    <Link
      to="/inbox/$filter/$conversationId"
      params={{ filter, conversationId: id }}
      data-row={id}
      tabIndex={isTabStop ? 0 : -1}
      aria-current={isSelected ? "page" : undefined}
      onPointerEnter={() => warm.hold(id)}
      onFocus={() => warm.hold(id)}
      className={classNames(
        "relative mx-2 grid h-(--row) grid-cols-[32px_minmax(0,1fr)] gap-x-3 rounded-control py-1.5 pr-2 pl-3 text-sm outline-offset-[-2px]",
        isSelected ? "bg-accent-soft" : "hover:bg-hover",
      )}
    >
      {isUnread && (
        <span className="absolute top-[19px] left-0 size-2 rounded-full bg-accent">
          <span className="sr-only">{t.unread}</span>
        </span>
      )}
      <span className="pt-[3px]">
        <Avatar name={customer.name} id={customer.id} presence={people.get(customer.id)} />
      </span>
      <span className="min-w-0">
        <span className="flex h-[18px] items-center gap-2">
          <bdi className={classNames("min-w-0 flex-1 truncate", isUnread ? "font-semibold" : "font-medium")}>
            {customer.name}
          </bdi>
          <RowTime conversation={conversation} />
        </span>
        <Preview conversation={conversation} isUnread={isUnread} />
        <Filing conversation={conversation} />
      </span>
    </Link>
  );
});

function Preview({ conversation, isUnread }: { conversation: Conversation; isUnread: boolean }) {
  const { user } = useDeskSession();
  const t = useTexts(inboxTexts);
  const { lastMessage, customer } = conversation;
  const author = lastMessage?.author;
  const by =
    author?.id === user.id ? t.you : author && author.id !== customer.id ? `${firstNameOf(author.name)}: ` : "";
  return (
    <span className={classNames("flex h-[18px] items-center gap-1", isUnread ? "text-ink" : "text-ink-3")}>
      {lastMessage?.kind === "note" && <Lock aria-label={t.note} size={12} className="shrink-0" />}
      <bdi className="min-w-0 flex-1 truncate text-left">
        {lastMessage ? by + markdownToPlain(lastMessage.body).replace(/\s+/g, " ") : t.noMessages}
      </bdi>
    </span>
  );
}

const firstNameOf = (name: string) => name.split(/\s/)[0] ?? name;

function Filing({ conversation }: { conversation: Conversation }) {
  const t = useTexts(inboxTexts);
  const { tags, priority, assignee, status, rating } = conversation;
  return (
    <span className="mt-0.5 flex h-[18px] items-center gap-1">
      {tags.slice(0, ROW_TAGS).map((tag) => (
        <Tag key={tag} name={tag} className="h-4 max-w-28 shrink" />
      ))}
      <span className="ml-auto flex shrink-0 items-center gap-2">
        {rating && <RatingMark rating={rating} />}
        {(priority === "high" || priority === "urgent") && (
          <span title={t.priorities[priority]} className="inline-flex">
            <PriorityBars priority={priority} />
            <span className="sr-only">{t.priorities[priority]}</span>
          </span>
        )}
        {assignee ? (
          <span title={t.assignedTo(assignee.name)} className="inline-flex">
            <Avatar name={assignee.name} id={assignee.id} photo={assignee.avatar} size="tiny" />
            <span className="sr-only">{t.assignedTo(assignee.name)}</span>
          </span>
        ) : (
          status === "queued" && (
            <span title={t.nobody} className="size-4 rounded-full border border-dashed border-line-control" />
          )
        )}
      </span>
    </span>
  );
}
