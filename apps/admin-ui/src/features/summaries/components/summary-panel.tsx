import type { Conversation } from "@chorus/contracts/entities/conversation";
import { SUMMARY_TYPES, type Summary, type SummaryType } from "@chorus/contracts/entities/summary";
import { ChevronDown, RefreshCw } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { IconButton } from "../../../components/ui/icon-button.tsx";
import { Menu, MenuChoice } from "../../../components/ui/menu.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { useIsOff } from "../../../lib/desk/own-features.ts";
import { formatProblem } from "../../../lib/language/format-problem.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useMakeSummary } from "../api/use-make-summary.ts";
import { useSummaries } from "../api/use-summaries.ts";
import { summaryTexts } from "../summary-texts.ts";
import { Statements, type TimeOf } from "./statements.tsx";
import { SummaryBody } from "./summary-body.tsx";

interface SummaryPanelProps {
  conversation: Conversation;
  /** How far the log is known here. */
  lastSeq: number;
  timeOf: TimeOf;
}

/** What is shown while nobody has chosen: the overview, else what there is in short. */
function firstOf(summaries: readonly Summary[] | undefined): SummaryType {
  const made = new Set(summaries?.map(({ type }) => type));
  return made.has("handover") || !made.has("brief") ? "handover" : "brief";
}

/** The summaries of a conversation, one at a time: asked, done, promised, open; or another kind. */
export function SummaryPanel({ conversation, lastSeq, timeOf }: SummaryPanelProps) {
  const t = useTexts(summaryTexts);
  const [chosen, setChosen] = useState<SummaryType | null>(null);
  const { make, isWaiting, isSlow, arriving, stopWaiting } = useMakeSummary(conversation.id);
  const summaries = useSummaries(conversation.id, lastSeq, isWaiting);
  const type = chosen ?? firstOf(summaries.data);
  const shown = summaries.data?.find((summary) => summary.type === type);
  const isFresh = shown !== undefined && !shown.stale;
  useEffect(() => {
    if (isWaiting && isFresh) stopWaiting();
  }, [isWaiting, isFresh, stopWaiting]);
  const isOff = useIsOff("summaries");
  const isBusy = make.isPending || isWaiting;
  // An edit in progress stays, instead of being replaced by a refreshed summary.
  const coming = isBusy && !shown?.editedBy ? arriving[type] : undefined;
  const summarise = () => {
    setChosen(type);
    make.mutate(type);
  };
  return (
    <section aria-label={t.title}>
      <div className="mb-1 flex h-7 items-center gap-1">
        <h3 className="flex-1 text-sm font-semibold">{t.title}</h3>
        <KindMenu type={type} onChoose={setChosen} />
        {shown && !isOff && (
          <IconButton label={t.refresh} disabled={isBusy} onClick={summarise}>
            <RefreshCw aria-hidden="true" size={14} className={isBusy ? "animate-wait" : undefined} />
          </IconButton>
        )}
      </div>
      <div className="rounded-card bg-surface px-3 py-1 inset-ring inset-ring-line">
        {coming ? (
          <Statements sections={coming} timeOf={timeOf} />
        ) : summaries.isPending ? (
          <PanelSkeleton />
        ) : shown ? (
          <SummaryBody key={shown.id} summary={shown} timeOf={timeOf} />
        ) : (
          <Missing
            isError={summaries.isError}
            isBusy={isBusy}
            isOff={isOff}
            onMake={summarise}
            onRetry={() => void summaries.refetch()}
          />
        )}
      </div>
      {isOff && shown && <p className="mt-1.5 px-1 text-xs text-ink-3">{t.off}</p>}
      <Standing summary={shown} isWaiting={isWaiting} isSlow={isSlow} problem={make.error ?? summaries.error} />
    </section>
  );
}

function KindMenu({ type, onChoose }: { type: SummaryType; onChoose: (type: SummaryType) => void }) {
  const t = useTexts(summaryTexts);
  return (
    <Menu
      trigger={
        <Button look="quiet" className="h-7 px-1.5 text-xs text-ink-3">
          <span className="sr-only">{t.kinds}: </span>
          {t.types[type]}
          <ChevronDown aria-hidden="true" size={13} />
        </Button>
      }
    >
      <MenuChoice
        label={t.kinds}
        value={type}
        choices={SUMMARY_TYPES.map((value) => ({ value, content: t.types[value] as ReactNode }))}
        onChoose={onChoose}
      />
    </Menu>
  );
}

interface MissingProps {
  isError: boolean;
  isBusy: boolean;
  isOff: boolean;
  onMake: () => void;
  onRetry: () => void;
}

function Missing({ isError, isBusy, isOff, onMake, onRetry }: MissingProps) {
  const t = useTexts(summaryTexts);
  const ui = useTexts(uiTexts);
  return (
    <div className="flex flex-col items-start gap-2 py-2 text-xs text-ink-3">
      {isError ? (
        <Button className="h-7" onClick={onRetry}>
          {ui.tryAgain}
        </Button>
      ) : isOff ? (
        <p>{t.off}</p>
      ) : (
        <>
          <p>{t.none}</p>
          <Button className="h-7" isBusy={isBusy} onClick={onMake}>
            {isBusy ? t.making : t.make}
          </Button>
        </>
      )}
    </div>
  );
}

/** How outdated it is, or why it could not be made. */
function Standing(props: { summary: Summary | undefined; isWaiting: boolean; isSlow: boolean; problem: Error | null }) {
  const { summary, isWaiting, isSlow, problem } = props;
  const t = useTexts(summaryTexts);
  const behind = summary?.stale ? (summary.newerMessages > 0 ? t.newer(summary.newerMessages) : t.changed) : null;
  return (
    <output className="block px-1 text-xs">
      {problem && <p className="mt-1.5 text-red-ink">{formatProblem(problem)}</p>}
      {!problem && isWaiting && <p className="mt-1.5 text-ink-3">{isSlow ? t.slow : t.making}</p>}
      {!problem && !isWaiting && behind && <p className="mt-1.5 font-medium text-amber-ink">{behind}</p>}
    </output>
  );
}

function PanelSkeleton() {
  return (
    <div aria-hidden="true" className="flex flex-col gap-2 py-2.5">
      <Skeleton className="h-3 w-full" />
      <Skeleton className="h-3 w-full" />
      <Skeleton className="h-3 w-1/2" />
    </div>
  );
}
