import { Loaded, Page } from "../../../components/ui/page.tsx";
import { FiguresSkeleton, RowsSkeleton } from "../../../components/ui/skeletons.tsx";
import { useReadable } from "../../../lib/browser/use-readable.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { usePeople } from "../../people/api/use-people.ts";
import { useLiveReport } from "../api/use-live-report.ts";
import { liveTexts } from "../live-texts.ts";
import type { Report } from "../report.ts";
import { AgentsCard } from "./agents-card.tsx";
import { LiveFigures } from "./live-figures.tsx";
import { MinutesCard } from "./minutes-card.tsx";
import { WaitsCard } from "./waits-card.tsx";

/** How many wait and since when, who is here with how much to do, and how much is written. */
export function LivePage() {
  const t = useTexts(liveTexts);
  const report = useLiveReport();
  return (
    <main className="min-h-0 min-w-0 flex-1 overflow-y-auto bg-canvas">
      <Page
        isWide
        title={t.title}
        actions={
          <span className="flex items-center gap-2 text-xs text-ink-3">
            <span aria-hidden="true" className="size-2 rounded-full bg-green" />
            {t.description}
          </span>
        }
      >
        <Loaded
          query={report}
          skeleton={
            <div className="flex flex-col gap-4">
              <FiguresSkeleton />
              <RowsSkeleton rows={5} hasFaces />
            </div>
          }
        >
          {(loaded) => <Everything report={loaded} />}
        </Loaded>
      </Page>
    </main>
  );
}

function Everything({ report }: { report: Report }) {
  const { presence } = useDeskSession();
  const statuses = useReadable(presence.people);
  const people = usePeople();
  const colleagues = (people.data ?? [])
    .filter((person) => !person.disabled)
    .map((person) => ({
      person,
      status: statuses.get(person.id) ?? ("offline" as const),
      open: report.agents ? (report.agents.find(({ id }) => id === person.id)?.open ?? 0) : null,
    }));
  return (
    <>
      <LiveFigures report={report} colleagues={colleagues} />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1.35fr)_minmax(0,1fr)]">
        <AgentsCard colleagues={colleagues} />
        {report.longestWaits && <WaitsCard waits={report.longestWaits} />}
      </div>
      <MinutesCard minutes={report.messagesPerMinute} />
    </>
  );
}
