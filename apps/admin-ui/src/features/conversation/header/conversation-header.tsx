import type { Conversation } from "@chorus/contracts/entities/conversation";
import { reachOf } from "@chorus/contracts/permissions";
import { Link } from "@tanstack/react-router";
import { ArrowLeft, Check, MailWarning, PanelRight } from "lucide-react";
import { Button } from "../../../components/ui/button.tsx";
import { IconButton } from "../../../components/ui/icon-button.tsx";
import { PresenceDot } from "../../../components/ui/presence-dot.tsx";
import { RatingMark } from "../../../components/ui/rating-mark.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { useReadable } from "../../../lib/browser/use-readable.ts";
import { useCommand } from "../../../lib/desk/commands.ts";
import type { Filter } from "../../../lib/desk/conversation-lists.ts";
import { confirmedTexts, isAddressUnconfirmed } from "../../../lib/desk/confirmed.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { commandTexts } from "../../commands/command-texts.ts";
import { useConversationAction } from "../api/use-conversation-action.ts";
import { usePutAway } from "../api/use-put-away.ts";
import { conversationTexts } from "../conversation-texts.ts";
import { detailsTexts } from "../details-texts.ts";
import { AssignMenu } from "./assign-menu.tsx";
import { MoreMenu } from "./more-menu.tsx";
import { SnoozeMenu } from "./snooze-menu.tsx";

interface ConversationHeaderProps {
  conversation: Conversation | null;
  /** It could not be loaded. */
  isUnavailable: boolean;
  filter: Filter;
  areDetailsOpen: boolean;
  onToggleDetails: () => void;
}

export function ConversationHeader(props: ConversationHeaderProps) {
  const { conversation, isUnavailable, filter, areDetailsOpen, onToggleDetails } = props;
  const d = useTexts(detailsTexts);
  return (
    <header className="flex h-14 shrink-0 items-center gap-1 border-b border-line px-3 md:pl-5">
      <Link
        to="/inbox/$filter"
        params={{ filter }}
        aria-label={d.back}
        className="-ml-1 inline-flex size-9 shrink-0 items-center justify-center rounded-control text-ink-2 hover:bg-hover md:hidden"
      >
        <ArrowLeft aria-hidden="true" size={18} />
      </Link>
      {conversation ? <Who conversation={conversation} /> : !isUnavailable && <Skeleton className="h-4 w-40" />}
      <div className="ml-auto flex shrink-0 items-center gap-1">
        {conversation && <Actions conversation={conversation} />}
        {!isUnavailable && (
          <IconButton label={d.panel} aria-pressed={areDetailsOpen} onClick={onToggleDetails}>
            <PanelRight aria-hidden="true" size={16} />
          </IconButton>
        )}
      </div>
    </header>
  );
}

function Who({ conversation }: { conversation: Conversation }) {
  const d = useTexts(detailsTexts);
  const words = useTexts(confirmedTexts);
  const { presence } = useDeskSession();
  const status = useReadable(presence.people).get(conversation.customer.id);
  const { customer, subject } = conversation;
  const isHere = status !== undefined && status !== "offline";
  const about = subject ?? customer.email;
  return (
    <div className="min-w-0 pr-3">
      <h2 dir="auto" className="truncate text-left text-title font-semibold tracking-[-0.011em]">
        {customer.name}
      </h2>
      <p className="mt-px flex items-center gap-1.5 text-xs text-ink-3">
        {status && <PresenceDot status={status} />}
        {status && <span className="shrink-0">{isHere ? d.hereNow : d.notHere}</span>}
        {conversation.rating && <RatingMark rating={conversation.rating} />}
        {about && (
          <>
            {status && <span aria-hidden="true">·</span>}
            {about === customer.email && isAddressUnconfirmed(customer) && (
              <span title={words.unconfirmed} className="inline-flex shrink-0 text-red-ink">
                <MailWarning aria-hidden="true" size={13} />
                <span className="sr-only">{words.unconfirmed}</span>
              </span>
            )}
            <bdi className="min-w-0 truncate">{about}</bdi>
          </>
        )}
      </p>
    </div>
  );
}

function Actions({ conversation }: { conversation: Conversation }) {
  const { user } = useDeskSession();
  const t = useTexts(conversationTexts);
  const words = useTexts(commandTexts);
  const action = useConversationAction(conversation.id);
  const putAway = usePutAway(conversation);
  const mayWork = reachOf(user.role, "conversation.work") !== null;
  const isClosed = conversation.status === "closed";
  const isWorkable = mayWork && !isClosed;
  const self = { id: user.id, name: user.name, avatar: user.avatar ?? null };
  useCommand({ id: "close", label: words.close, key: "c", run: putAway.close }, isWorkable);
  useCommand(
    { id: "assign-me", label: words.assignMe, key: "a", run: () => action.mutate({ do: "assign", agent: self }) },
    isWorkable && conversation.assignee?.id !== user.id,
  );
  if (!mayWork) return null;
  return (
    <>
      {!isClosed && <AssignMenu conversation={conversation} />}
      {!isClosed && (
        <span className="max-sm:hidden">
          <SnoozeMenu onChoose={putAway.snooze} />
        </span>
      )}
      <MoreMenu conversation={conversation} onSnooze={putAway.snooze} />
      {!isClosed && (
        <Button
          aria-label={t.closeConversation}
          isBusy={putAway.isPending}
          onClick={putAway.close}
          className="ml-1 h-7 px-2.5 max-sm:px-2"
        >
          <Check aria-hidden="true" size={15} />
          <span className="max-sm:hidden">{t.close}</span>
        </Button>
      )}
    </>
  );
}
