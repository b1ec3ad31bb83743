import { LIVE_COUNT_LIMIT, type liveReport } from "@chorus/contracts/routes/reports";
import type { RouteResult } from "@chorus/contracts/routes/define-route";
import { useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Card, Loaded, Page } from "../../../components/ui/page.tsx";
import { formatAgo, formatClock } from "../../../lib/language/format-time.ts";
import { useNowMs } from "../../../lib/browser/now.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useReadable } from "../../../lib/browser/use-readable.ts";
import { usePeople } from "../../people/api/use-people.ts";
import { useLiveReport } from "../api/use-live-report.ts";
import { liveTexts } from "../live-texts.ts";
import { MinutesChart } from "./minutes-chart.tsx";

type Report = RouteResult<typeof liveReport>;

export function LivePage() {
  const t = useTexts(liveTexts);
  const report = useLiveReport();
  return (
    <main className="min-h-0 min-w-0 flex-1 overflow-y-auto bg-sunken">
      <Page title={t.title} description={t.description}>
        <Loaded query={report}>{(loaded) => <Figures report={loaded} />}</Loaded>
      </Page>
    </main>
  );
}

function Figures({ report }: { report: Report }) {
  const t = useTexts(liveTexts);
  const { presence } = useDeskSession();
  const statuses = useReadable(presence.people);
  const nowMs = useNowMs();
  const people = usePeople();
  const [isTable, setIsTable] = useState(false);
  const colleagues = people.data?.filter((person) => !person.disabled) ?? [];
  const here = colleagues.filter((person) => (statuses.get(person.id) ?? "offline") !== "offline").length;
  const { waitingSince, messagesPerMinute } = report;
  const wait = waitingSince === null ? t.nobodyWaits : t.longest(formatAgo(waitingSince, nowMs));
  return (
    <>
      <dl className="grid grid-cols-2 gap-4 lg:grid-cols-4">
        <Figure name={t.waiting} value={countOf(report.waiting)} note={wait} />
        <Figure name={t.open} value={countOf(report.open)} />
        <Figure name={t.online} value={String(here)} note={t.ofPeople(colleagues.length)} />
        <Figure name={t.messages} value={String(messagesPerMinute.at(-1)?.messages ?? 0)} />
      </dl>
      <Card>
        <div className="flex flex-wrap items-center justify-between gap-2 px-5 pt-4">
          <h2 className="text-sm font-semibold">{t.perMinute}</h2>
          <Button look="quiet" aria-pressed={isTable} onClick={() => setIsTable(!isTable)}>
            {isTable ? t.showChart : t.showTable}
          </Button>
        </div>
        <div className="p-5 pt-2">
          {isTable ? <MinutesTable minutes={messagesPerMinute} /> : <MinutesChart minutes={messagesPerMinute} />}
        </div>
      </Card>
    </>
  );
}

function Figure({ name, value, note }: { name: string; value: string; note?: string }) {
  return (
    <div className="flex flex-col rounded-card border border-line bg-surface p-5">
      <dt className="text-sm text-ink-mute">{name}</dt>
      <dd className="mt-1 text-[32px] leading-tight font-semibold tracking-tight tabular-nums">{value}</dd>
      {note && <dd className="mt-1 text-xs text-ink-mute">{note}</dd>}
    </div>
  );
}

function MinutesTable({ minutes }: { minutes: Report["messagesPerMinute"] }) {
  const t = useTexts(liveTexts);
  return (
    <table className="w-full max-w-xs text-left text-sm tabular-nums">
      <thead className="text-xs text-ink-mute">
        <tr>
          <th scope="col" className="py-1 font-medium">
            {t.minute}
          </th>
          <th scope="col" className="py-1 text-right font-medium">
            {t.count}
          </th>
        </tr>
      </thead>
      <tbody>
        {minutes.toReversed().map(({ minute, messages }) => (
          <tr key={minute} className="border-t border-line">
            <td className="py-1">{formatClock(minute)}</td>
            <td className="py-1 text-right">{messages}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Counting ends at a limit: more is said with a plus. */
function countOf(value: number): string {
  return value >= LIVE_COUNT_LIMIT ? `${LIVE_COUNT_LIMIT}+` : String(value);
}
