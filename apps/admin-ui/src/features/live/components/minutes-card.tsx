import { useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { type Column, DataTable } from "../../../components/ui/data-table.tsx";
import { Card } from "../../../components/ui/page.tsx";
import { formatNumber } from "../../../lib/language/format-number.ts";
import { formatClock } from "../../../lib/language/format-time.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { liveTexts } from "../live-texts.ts";
import type { Report } from "../report.ts";
import { MinutesChart } from "./minutes-chart.tsx";

type Minute = Report["messagesPerMinute"][number];

/** How much is written; the table has the same figures. */
export function MinutesCard({ minutes }: { minutes: readonly Minute[] }) {
  const t = useTexts(liveTexts);
  const [isTable, setIsTable] = useState(false);
  const total = minutes.reduce((sum, { messages }) => sum + messages, 0);
  const columns: readonly Column<Minute>[] = [
    {
      name: "minute",
      title: t.minute,
      renderCell: ({ minute }) => <time dateTime={minute}>{formatClock(minute)}</time>,
    },
    { name: "messages", title: t.count, isEnd: true, renderCell: ({ messages }) => formatNumber(messages) },
  ];
  return (
    <Card
      title={t.perMinute}
      action={
        <>
          <span className="text-xs text-ink-3 max-sm:hidden">
            {t.lastMinutes}, {t.total(formatNumber(total))}
          </span>
          <Button look="quiet" className="-mr-2 h-7 px-2" onClick={() => setIsTable(!isTable)}>
            {isTable ? t.showChart : t.showTable}
          </Button>
        </>
      }
    >
      {isTable ? (
        <DataTable label={t.perMinute} columns={columns} rows={minutes.toReversed()} keyOf={({ minute }) => minute} />
      ) : (
        <div className="px-2 pt-3 pb-1 md:px-3">
          <MinutesChart minutes={minutes} />
        </div>
      )}
    </Card>
  );
}
