import { Link } from "@tanstack/react-router";
import { Coffee } from "lucide-react";
import { Avatar } from "../../../components/ui/avatar.tsx";
import { Card } from "../../../components/ui/page.tsx";
import { PanelMessage } from "../../../components/ui/panel-message.tsx";
import { PriorityBars } from "../../../components/ui/priority-bars.tsx";
import { useNowMs } from "../../../lib/browser/now.ts";
import { classNames } from "../../../lib/browser/class-names.ts";
import { formatAgo, formatExact } from "../../../lib/language/format-time.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { liveTexts } from "../live-texts.ts";
import type { Report } from "../report.ts";
import { waitTone } from "./wait-tone.ts";

/** Who waits longest; each leads to the conversation. */
export function WaitsCard({ waits }: { waits: NonNullable<Report["longestWaits"]> }) {
  const t = useTexts(liveTexts);
  const nowMs = useNowMs();
  return (
    <Card title={t.waits}>
      {waits.length === 0 ? (
        <PanelMessage icon={Coffee} title={t.noWaits}>
          {t.noWaitsHint}
        </PanelMessage>
      ) : (
        <ul aria-label={t.waits} className="divide-y divide-line">
          {waits.map(({ conversationId, customerName, priority, waitingSince }) => (
            <li key={conversationId}>
              <Link
                to="/conversations/$conversationId"
                params={{ conversationId }}
                className="flex h-12 items-center gap-3 px-4 text-sm hover:bg-hover md:px-5"
              >
                <Avatar name={customerName} id={conversationId} size="small" />
                <bdi className="min-w-0 flex-1 truncate font-medium">{customerName}</bdi>
                {(priority === "high" || priority === "urgent") && <PriorityBars priority={priority} />}
                <time
                  dateTime={waitingSince}
                  title={formatExact(waitingSince)}
                  className={classNames("font-semibold whitespace-nowrap", waitTone(waitingSince, nowMs))}
                >
                  {formatAgo(waitingSince, nowMs)}
                </time>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
