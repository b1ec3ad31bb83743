import type { Conversation } from "@chorus/contracts/entities/conversation";
import { SUMMARY_TYPES, type Summary, type SummaryType } from "@chorus/contracts/entities/summary";
import { RefreshCw } from "lucide-react";
import { Tabs } from "radix-ui";
import { useEffect, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { IconButton } from "../../../components/ui/icon-button.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { formatProblem } from "../../../lib/language/format-problem.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useMakeSummary } from "../api/use-make-summary.ts";
import { useSummaries } from "../api/use-summaries.ts";
import { summaryTexts } from "../summary-texts.ts";
import { Statements } from "./statements.tsx";
import { SummaryBody } from "./summary-body.tsx";

/** The summaries of a conversation. `lastSeq`: how far the log is known here. */
export function SummaryPanel({ conversation, lastSeq }: { conversation: Conversation; lastSeq: number }) {
  const t = useTexts(summaryTexts);
  const ui = useTexts(uiTexts);
  const [type, setType] = useState<SummaryType>("brief");
  const { make, isWaiting, isSlow, arriving, stopWaiting } = useMakeSummary(conversation.id);
  const summaries = useSummaries(conversation.id, lastSeq, isWaiting);
  const shown = summaries.data?.find((summary) => summary.type === type);
  const isFresh = shown !== undefined && !shown.stale;
  useEffect(() => {
    if (isWaiting && isFresh) stopWaiting();
  }, [isWaiting, isFresh, stopWaiting]);
  const isBusy = make.isPending || isWaiting;
  // An edit in progress stays, instead of being replaced by a refreshed summary.
  const coming = isBusy && !shown?.editedBy ? arriving[type] : undefined;
  return (
    <section aria-label={t.title} className="border-t border-line pt-4">
      <div className="mb-2 flex h-7 items-center justify-between gap-2">
        <h3 className="text-sm font-medium">{t.title}</h3>
        {shown && (
          <IconButton label={t.refresh} className="size-7" disabled={isBusy} onClick={() => make.mutate(type)}>
            <RefreshCw aria-hidden="true" size={14} className={isBusy ? "animate-wait" : undefined} />
          </IconButton>
        )}
      </div>
      <Tabs.Root value={type} onValueChange={(value) => setType(value as SummaryType)}>
        <Tabs.List aria-label={t.kinds} className="mb-3 flex flex-wrap gap-1">
          {SUMMARY_TYPES.map((value) => (
            <Tabs.Trigger
              key={value}
              value={value}
              className="h-6 rounded-full border border-line px-2 text-xs text-ink-soft transition-colors duration-150 hover:bg-hover data-[state=active]:border-transparent data-[state=active]:bg-accent-soft data-[state=active]:font-medium data-[state=active]:text-accent-text"
            >
              {t.types[value]}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <Tabs.Content value={type} className="rounded-control outline-offset-2">
          {coming ? (
            <Statements sections={coming} />
          ) : summaries.isPending ? (
            <PanelSkeleton />
          ) : shown ? (
            <SummaryBody key={shown.id} summary={shown} />
          ) : (
            (summaries.isError && <Button onClick={() => void summaries.refetch()}>{ui.tryAgain}</Button>) || (
              <div className="flex flex-col items-start gap-2.5 text-sm text-ink-mute">
                <p>{t.none}</p>
                <Button isBusy={isBusy} onClick={() => make.mutate(type)}>
                  {isBusy ? t.making : t.make}
                </Button>
              </div>
            )
          )}
        </Tabs.Content>
      </Tabs.Root>
      <Standing summary={shown} isWaiting={isWaiting} isSlow={isSlow} problem={make.error ?? summaries.error} />
    </section>
  );
}

/** How outdated it is, or why it could not be made. */
function Standing(props: { summary: Summary | undefined; isWaiting: boolean; isSlow: boolean; problem: Error | null }) {
  const { summary, isWaiting, isSlow, problem } = props;
  const t = useTexts(summaryTexts);
  const behind = summary?.stale ? (summary.newerMessages > 0 ? t.newer(summary.newerMessages) : t.changed) : null;
  return (
    <output className="block text-xs">
      {problem && <p className="mt-2 text-danger">{formatProblem(problem)}</p>}
      {!problem && isWaiting && <p className="mt-2 text-ink-mute">{isSlow ? t.slow : t.making}</p>}
      {!problem && !isWaiting && behind && (
        <p className="mt-2 inline-block rounded-full bg-warn-soft px-2 py-0.5 font-medium text-warn-ink">{behind}</p>
      )}
    </output>
  );
}

function PanelSkeleton() {
  return (
    <div aria-hidden="true" className="flex flex-col gap-2">
      <Skeleton className="h-3 w-full" />
      <Skeleton className="h-3 w-full" />
      <Skeleton className="h-3 w-1/2" />
    </div>
  );
}
