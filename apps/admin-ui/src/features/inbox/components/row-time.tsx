import type { Conversation } from "@chorus/contracts/entities/conversation";
import { TimeAgo } from "../../../components/ui/time-ago.tsx";
import { classNames } from "../../../lib/browser/class-names.ts";
import { useNowMs } from "../../../lib/browser/now.ts";
import { newsAt } from "../../../lib/desk/conversation-lists.ts";
import { formatAgo, formatExact, formatShort } from "../../../lib/language/format-time.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { inboxTexts } from "../inbox-texts.ts";

/** From here on the waiting time is highlighted. */
const LONG_WAIT_MS = 5 * 60_000;

/** How long the customer waits; until when it sleeps; else when something was new. */
export function RowTime({ conversation }: { conversation: Conversation }) {
  const t = useTexts(inboxTexts);
  const nowMs = useNowMs();
  const { waitingSince, status, snoozedUntil, lastMessage } = conversation;
  if (status === "snoozed" && snoozedUntil) {
    return (
      <time dateTime={snoozedUntil} title={formatExact(snoozedUntil)} className="shrink-0 text-xs text-violet-ink">
        {t.until(formatShort(snoozedUntil, nowMs))}
      </time>
    );
  }
  if (waitingSince === null || status === "closed") {
    return (
      <TimeAgo timestamp={lastMessage?.createdAt ?? newsAt(conversation)} className="shrink-0 text-xs text-ink-3" />
    );
  }
  const isLong = nowMs - Date.parse(waitingSince) >= LONG_WAIT_MS;
  return (
    <time
      dateTime={waitingSince}
      title={`${t.waitingSince} ${formatExact(waitingSince)}`}
      className={classNames("shrink-0 text-xs", isLong ? "font-medium text-amber-ink" : "text-ink-3")}
    >
      {t.waits(formatAgo(waitingSince, nowMs))}
    </time>
  );
}
