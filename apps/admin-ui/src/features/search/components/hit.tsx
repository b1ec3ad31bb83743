import type { SearchHit } from "@chorus/contracts/entities/search-hit";
import { Link } from "@tanstack/react-router";
import { Avatar } from "../../../components/ui/avatar.tsx";
import { useNowMs } from "../../../lib/browser/now.ts";
import { LIST_OF_STATUS } from "../../../lib/desk/conversation-lists.ts";
import { formatExact, formatShort } from "../../../lib/language/format-time.ts";
import { markedParts } from "../marked-parts.ts";
import { HitStatus } from "./hit-status.tsx";

/** A conversation that was found, with the words around what was found. */
export function Hit({ hit, question }: { hit: SearchHit; question: string }) {
  const nowMs = useNowMs();
  const { conversationId, seq, customerName, subject, status, at, assignee, snippet } = hit;
  return (
    <Link
      to="/inbox/$filter/$conversationId"
      params={{ filter: LIST_OF_STATUS[status], conversationId }}
      search={{ seq }}
      className="flex flex-col gap-1 px-4 py-2.5 text-sm hover:bg-hover md:px-5"
    >
      <span className="flex items-center gap-2">
        <span dir="auto" className="min-w-0 flex-1 truncate font-medium">
          {customerName}
          {subject !== null && <span className="font-normal text-ink-3"> · {subject}</span>}
        </span>
        {assignee && (
          <span title={assignee.name} className="flex shrink-0 items-center gap-1.5 text-xs text-ink-3">
            <Avatar name={assignee.name} id={assignee.id} photo={assignee.avatar} size="tiny" />
            <bdi className="max-w-28 truncate max-sm:sr-only">{assignee.name}</bdi>
          </span>
        )}
        <HitStatus status={status} />
        {at !== undefined && (
          <time dateTime={at} title={formatExact(at)} className="w-14 shrink-0 text-right text-xs text-ink-3">
            {formatShort(at, nowMs)}
          </time>
        )}
      </span>
      <span dir="auto" className="line-clamp-2 break-words text-ink-2">
        {markedParts(snippet, question).map(({ text, isMarked }, index) =>
          isMarked ? (
            // A text's parts do not move.
            <mark key={index} className="rounded-[3px] bg-accent-soft px-0.5 font-medium text-accent-ink">
              {text}
            </mark>
          ) : (
            text
          ),
        )}
      </span>
    </Link>
  );
}
