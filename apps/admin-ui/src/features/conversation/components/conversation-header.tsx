import type { Conversation } from "@chorus/contracts/entities/conversation";
import { reachOf } from "@chorus/contracts/permissions";
import { Link } from "@tanstack/react-router";
import { ArrowLeft, CircleCheck, PanelRight } from "lucide-react";
import { Avatar } from "../../../components/ui/avatar.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { IconButton } from "../../../components/ui/icon-button.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import type { Filter } from "../../../lib/desk/conversation-lists.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useReadable } from "../../../lib/browser/use-readable.ts";
import { useConversationAction } from "../api/use-conversation-action.ts";
import { useCommand } from "../../../lib/desk/commands.ts";
import { commandTexts } from "../../commands/command-texts.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { conversationTexts } from "../conversation-texts.ts";
import { detailsTexts } from "../details-texts.ts";
import { MoreMenu } from "./more-menu.tsx";
import { Viewers } from "./viewers.tsx";
import { AssignMenu } from "./assign-menu.tsx";

interface ConversationHeaderProps {
  conversation: Conversation | null;
  /** It could not be loaded. */
  isUnavailable: boolean;
  /** User ids of colleagues who view it, too. */
  viewers: readonly string[];
  filter: Filter;
  areDetailsOpen: boolean;
  onToggleDetails: () => void;
}

export function ConversationHeader(props: ConversationHeaderProps) {
  const { conversation, isUnavailable, viewers, filter, areDetailsOpen, onToggleDetails } = props;
  const d = useTexts(detailsTexts);
  return (
    <header className="flex h-14 shrink-0 items-center gap-2 border-b border-line px-3 md:px-4">
      <Link
        to="/inbox/$filter"
        params={{ filter }}
        aria-label={d.back}
        className="-ml-1 inline-flex size-8 items-center justify-center rounded-control text-ink-soft hover:bg-hover md:hidden"
      >
        <ArrowLeft aria-hidden="true" size={18} />
      </Link>
      {conversation ? <Who conversation={conversation} /> : !isUnavailable && <Skeleton className="h-4 w-40" />}
      <div className="ml-auto flex shrink-0 items-center gap-1.5">
        <Viewers userIds={viewers} />
        {conversation && <Actions conversation={conversation} />}
        {!isUnavailable && (
          <IconButton label={d.panel} aria-pressed={areDetailsOpen} onClick={onToggleDetails}>
            <PanelRight aria-hidden="true" size={17} />
          </IconButton>
        )}
      </div>
    </header>
  );
}

function Who({ conversation }: { conversation: Conversation }) {
  const d = useTexts(detailsTexts);
  const { presence } = useDeskSession();
  const status = useReadable(presence.people).get(conversation.customer.id);
  const { customer, subject } = conversation;
  return (
    <>
      <Avatar name={customer.name} id={customer.id} presence={status} />
      <div className="min-w-0">
        <h2 dir="auto" className="truncate text-left font-semibold">
          {customer.name}
        </h2>
        <p dir="auto" className="truncate text-xs text-ink-mute">
          {[status && (status === "offline" ? d.offline : d.online), subject ?? customer.email]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </div>
    </>
  );
}

function Actions({ conversation }: { conversation: Conversation }) {
  const { user } = useDeskSession();
  const t = useTexts(conversationTexts);
  const action = useConversationAction(conversation.id);
  const mayWork = reachOf(user.role, "conversation.work") !== null;
  const isOpen = conversation.status !== "closed";
  const words = useTexts(commandTexts);
  useCommand(
    { id: "close", label: words.close, key: "c", run: () => action.mutate({ do: "close" }) },
    mayWork && isOpen,
  );
  useCommand(
    {
      id: "assign-me",
      label: words.assignMe,
      key: "a",
      run: () => action.mutate({ do: "assign", agentId: user.id }),
    },
    mayWork && isOpen && conversation.assignee?.id !== user.id,
  );
  if (!mayWork) return null;
  return (
    <>
      {conversation.status !== "closed" && <AssignMenu conversation={conversation} />}
      {conversation.status !== "closed" && (
        <Button
          aria-label={t.closeConversation}
          isBusy={action.isPending}
          onClick={() => action.mutate({ do: "close" })}
          className="max-lg:px-2"
        >
          <CircleCheck aria-hidden="true" size={15} />
          <span className="max-lg:hidden">{t.close}</span>
        </Button>
      )}
      <MoreMenu conversation={conversation} />
    </>
  );
}
