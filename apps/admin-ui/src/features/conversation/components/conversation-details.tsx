import type { Conversation } from "@chorus/contracts/entities/conversation";
import { BadgeCheck, CircleHelp, X } from "lucide-react";
import type { ReactNode } from "react";
import { Avatar } from "../../../components/ui/avatar.tsx";
import { IconButton } from "../../../components/ui/icon-button.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { TimeAgo } from "../../../components/ui/time-ago.tsx";
import { formatExact } from "../../../lib/format-time.ts";
import { useDeskSession } from "../../../lib/session-context.ts";
import { deviceName } from "../../../lib/device-name.ts";
import { useTexts } from "../../../lib/texts.ts";
import { Button } from "../../../components/ui/button.tsx";
import { useBan, useCustomer } from "../api/use-customer.ts";
import { conversationTexts } from "../conversation-texts.ts";
import { EarlierConversations } from "./earlier-conversations.tsx";
import { TriageFields } from "./triage-fields.tsx";
import { useReadable } from "../../../lib/use-readable.ts";

const STATUS_WORDS = { queued: "Waiting in the queue", open: "Open", snoozed: "Snoozed", closed: "Closed" } as const;

export function ConversationDetails({
  conversation,
  onClose,
}: {
  conversation: Conversation | null;
  onClose: () => void;
}) {
  return (
    <aside aria-label="Customer details" className="flex h-full flex-col overflow-y-auto bg-surface">
      <header className="flex h-14 shrink-0 items-center justify-between border-b border-line pr-3 pl-4">
        <h2 className="font-semibold">Details</h2>
        <IconButton label="Hide details" onClick={onClose}>
          <X aria-hidden="true" size={16} />
        </IconButton>
      </header>
      {conversation ? <Facts conversation={conversation} /> : <DetailsSkeleton />}
    </aside>
  );
}

function Facts({ conversation }: { conversation: Conversation }) {
  const { user, presence } = useDeskSession();
  const people = useReadable(presence.people);
  const t = useTexts(conversationTexts);
  const known = useCustomer(conversation.customer.id).data;
  const ban = useBan(conversation.customer.id);
  const { customer, assignee, team, subject, createdAt, waitingSince, status } = conversation;
  return (
    <div className="flex flex-col gap-5 p-4">
      <div className="flex flex-col items-center gap-2.5 pt-2 text-center">
        <Avatar name={customer.name} id={customer.id} size="large" presence={people.get(customer.id)} />
        <p dir="auto" className="max-w-full font-semibold break-words">
          {customer.name}
        </p>
        {customer.verified ? (
          <Mark
            icon={<BadgeCheck aria-hidden="true" size={14} className="text-online" />}
            title="Your own system vouches for this person"
          >
            Verified
          </Mark>
        ) : (
          <Mark
            icon={<CircleHelp aria-hidden="true" size={14} />}
            title="Name and address are what the person has told"
          >
            Not verified
          </Mark>
        )}
      </div>
      <dl className="grid grid-cols-[88px_1fr] gap-x-3 gap-y-3 border-t border-line pt-4 text-sm">
        <Fact name="Email">{customer.email ?? "Not given"}</Fact>
        <Fact name="Status">{STATUS_WORDS[status]}</Fact>
        {waitingSince !== null && status !== "closed" && (
          <Fact name="Waiting">
            <TimeAgo timestamp={waitingSince} label="Waiting since" />
          </Fact>
        )}
        <Fact name="Assigned to">{assignee ? (assignee.id === user.id ? "You" : assignee.name) : "Nobody"}</Fact>
        {team && <Fact name="Team">{team.name}</Fact>}
        {subject && <Fact name="Subject">{subject}</Fact>}
        <Fact name="Started">
          <time dateTime={createdAt}>{formatExact(createdAt)}</time>
        </Fact>
        <Fact name={t.device}>{deviceName(known?.userAgent ?? null) ?? t.unknown}</Fact>
        {known?.phone && <Fact name={t.phone}>{known.phone}</Fact>}
        {known?.locale && <Fact name={t.language}>{known.locale}</Fact>}
        {known?.lastSeenAt && (
          <Fact name={t.lastSeen}>
            <TimeAgo timestamp={known.lastSeenAt} />
          </Fact>
        )}
        {known?.banned && (
          <Fact name={t.banned}>
            <Button isBusy={ban.isPending} onClick={() => ban.mutate("unban")}>
              {t.unban}
            </Button>
          </Fact>
        )}
      </dl>
      <TriageFields conversation={conversation} />
      <EarlierConversations conversation={conversation} />
    </div>
  );
}

function Mark({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <span
      title={title}
      className="inline-flex items-center gap-1 rounded-full border border-line px-2 py-0.5 text-xs text-ink-soft"
    >
      {icon}
      {children}
    </span>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-mute">{name}</dt>
      <dd dir="auto" className="min-w-0 break-words">
        {children}
      </dd>
    </>
  );
}

function DetailsSkeleton() {
  return (
    <output aria-label="Loading details" className="flex flex-col items-center gap-3 p-6">
      <Skeleton className="size-14 rounded-full" />
      <Skeleton className="h-4 w-32" />
      <Skeleton className="mt-6 h-3 w-full" />
      <Skeleton className="h-3 w-full" />
      <Skeleton className="h-3 w-2/3" />
    </output>
  );
}
