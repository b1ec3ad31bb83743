import type { Conversation } from "@chorus/contracts/entities/conversation";
import { BadgeCheck, CircleHelp, X } from "lucide-react";
import type { ReactNode } from "react";
import { Avatar } from "../../../components/ui/avatar.tsx";
import { IconButton } from "../../../components/ui/icon-button.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { TimeAgo } from "../../../components/ui/time-ago.tsx";
import { formatExact, formatLocalTime } from "../../../lib/language/format-time.ts";
import { useNowMs } from "../../../lib/browser/now.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { deviceName } from "@chorus/contracts/device-name";
import { useTexts } from "../../../lib/language/texts.ts";
import { Button } from "../../../components/ui/button.tsx";
import { useBan, useCustomer } from "../api/use-customer.ts";
import { conversationTexts } from "../conversation-texts.ts";
import { detailsTexts } from "../details-texts.ts";
import { SimilarConversations } from "../../search/components/similar-conversations.tsx";
import { SummaryPanel } from "../../summaries/components/summary-panel.tsx";
import { EarlierConversations } from "./earlier-conversations.tsx";
import { TriageFields } from "./triage-fields.tsx";
import { useReadable } from "../../../lib/browser/use-readable.ts";

export function ConversationDetails({
  conversation,
  lastSeq,
  onClose,
}: {
  conversation: Conversation | null;
  /** How far the log is known here. */
  lastSeq: number;
  onClose: () => void;
}) {
  const d = useTexts(detailsTexts);
  return (
    <aside aria-label={d.panel} className="flex h-full flex-col overflow-y-auto bg-surface">
      <header className="flex h-14 shrink-0 items-center justify-between border-b border-line pr-3 pl-4">
        <h2 className="font-semibold">{d.title}</h2>
        <IconButton label={d.hide} onClick={onClose}>
          <X aria-hidden="true" size={16} />
        </IconButton>
      </header>
      {conversation ? <Facts conversation={conversation} lastSeq={lastSeq} /> : <DetailsSkeleton />}
    </aside>
  );
}

function Facts({ conversation, lastSeq }: { conversation: Conversation; lastSeq: number }) {
  const { user, presence } = useDeskSession();
  const people = useReadable(presence.people);
  const t = useTexts(conversationTexts);
  const d = useTexts(detailsTexts);
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
          <Mark icon={<BadgeCheck aria-hidden="true" size={14} className="text-online" />} title={d.verifiedMeans}>
            {d.verified}
          </Mark>
        ) : (
          <Mark icon={<CircleHelp aria-hidden="true" size={14} />} title={d.notVerifiedMeans}>
            {d.notVerified}
          </Mark>
        )}
      </div>
      <SummaryPanel key={conversation.id} conversation={conversation} lastSeq={lastSeq} />
      <dl className="grid grid-cols-[88px_1fr] gap-x-3 gap-y-3 border-t border-line pt-4 text-sm">
        <Fact label={d.email}>{customer.email ?? d.notGiven}</Fact>
        <Fact label={d.status}>{d.statuses[status]}</Fact>
        {waitingSince !== null && status !== "closed" && (
          <Fact label={d.waiting}>
            <TimeAgo timestamp={waitingSince} label={d.waitingSince} />
          </Fact>
        )}
        <Fact label={d.assignedTo}>{assignee ? (assignee.id === user.id ? d.you : assignee.name) : d.nobody}</Fact>
        {team && <Fact label={d.team}>{team.name}</Fact>}
        {subject && <Fact label={d.subject}>{subject}</Fact>}
        <Fact label={d.started}>
          <time dateTime={createdAt}>{formatExact(createdAt)}</time>
        </Fact>
        <Fact label={t.device}>{deviceName(known?.userAgent ?? null) ?? t.unknown}</Fact>
        {known?.timeZone && <LocalTime timeZone={known.timeZone} />}
        {known?.phone && <Fact label={t.phone}>{known.phone}</Fact>}
        {known?.locale && <Fact label={t.language}>{known.locale}</Fact>}
        {known?.lastSeenAt && (
          <Fact label={t.lastSeen}>
            <TimeAgo timestamp={known.lastSeenAt} />
          </Fact>
        )}
        {known?.banned && (
          <Fact label={t.banned}>
            <Button isBusy={ban.isPending} onClick={() => ban.mutate("unban")}>
              {t.unban}
            </Button>
          </Fact>
        )}
      </dl>
      <TriageFields conversation={conversation} />
      <SimilarConversations conversationId={conversation.id} />
      <EarlierConversations conversation={conversation} />
    </div>
  );
}

/** The customer's local time. */
function LocalTime({ timeZone }: { timeZone: string }) {
  const t = useTexts(conversationTexts);
  const text = formatLocalTime(timeZone, useNowMs());
  if (text === null) return null;
  return (
    <Fact label={t.localTime}>
      <span title={timeZone}>{text}</span>
    </Fact>
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

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-mute">{label}</dt>
      <dd dir="auto" className="min-w-0 break-words">
        {children}
      </dd>
    </>
  );
}

function DetailsSkeleton() {
  const d = useTexts(detailsTexts);
  return (
    <output aria-label={d.loading} className="flex flex-col items-center gap-3 p-6">
      <Skeleton className="size-14 rounded-full" />
      <Skeleton className="h-4 w-32" />
      <Skeleton className="mt-6 h-3 w-full" />
      <Skeleton className="h-3 w-full" />
      <Skeleton className="h-3 w-2/3" />
    </output>
  );
}
