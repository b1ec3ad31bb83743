import { listSummaryUsage } from "@chorus/contracts/routes/summaries";
import type { RouteResult } from "@chorus/contracts/routes/define-route";
import { useQuery } from "@tanstack/react-query";
import { type Column, DataTable } from "../../../../components/ui/data-table.tsx";
import { Card, Loaded } from "../../../../components/ui/page.tsx";
import { RowsSkeleton } from "../../../../components/ui/skeletons.tsx";
import { formatDollars, formatNumber } from "../../../../lib/language/format-number.ts";
import { formatCalendarDay } from "../../../../lib/language/format-time.ts";
import { useDeskSession } from "../../../../lib/session/session-context.ts";
import { useTexts } from "../../../../lib/language/texts.ts";
import { summarySettingsTexts } from "../summary-settings-texts.ts";

type Usage = RouteResult<typeof listSummaryUsage>["items"][number];

const MICRODOLLARS = 1_000_000;
const tokensOf = ({ inputTokens, outputTokens }: Usage) => inputTokens + outputTokens;

/** A row per day and model; a bar shows the tokens beside the largest day's. */
export function SummaryUsage() {
  const t = useTexts(summarySettingsTexts);
  const { rest } = useDeskSession();
  const usage = useQuery({
    queryKey: ["summary-usage"],
    queryFn: ({ signal }) => rest.call(listSummaryUsage, { signal }),
  });
  return (
    <Loaded query={usage} skeleton={<RowsSkeleton rows={3} />}>
      {({ items }) => (
        <Card title={t.usage}>
          {items.length === 0 ? (
            <div className="px-4 py-4 text-sm md:px-5">
              <p className="font-medium">{t.none}</p>
              <p className="mt-0.5 text-xs text-ink-3">{t.noneHint}</p>
            </div>
          ) : (
            <UsageTable items={items} />
          )}
        </Card>
      )}
    </Loaded>
  );
}

function UsageTable({ items }: { items: readonly Usage[] }) {
  const t = useTexts(summarySettingsTexts);
  const most = Math.max(1, ...items.map(tokensOf));
  const columns: readonly Column<Usage>[] = [
    { name: "day", title: t.columns.day, renderCell: ({ day }) => formatCalendarDay(day) },
    { name: "model", title: t.columns.model, renderCell: ({ provider }) => provider },
    { name: "calls", title: t.columns.calls, isEnd: true, renderCell: ({ calls }) => formatNumber(calls) },
    {
      name: "failures",
      title: t.columns.failures,
      isEnd: true,
      renderCell: ({ failures }) => (
        <span className={failures > 0 ? "text-red-ink" : "text-ink-3"}>{formatNumber(failures)}</span>
      ),
    },
    {
      name: "tokens",
      title: t.columns.tokens,
      isEnd: true,
      renderCell: (item) => (
        <span className="flex items-center justify-end gap-2 max-md:justify-start">
          <span
            aria-hidden="true"
            className="h-1.5 min-w-0.5 rounded-full bg-chart-2 max-md:order-1"
            style={{ width: `${(tokensOf(item) / most) * 80}px` }}
          />
          {formatNumber(tokensOf(item))}
        </span>
      ),
    },
    {
      name: "cost",
      title: t.columns.cost,
      isEnd: true,
      renderCell: ({ costMicrodollars }) => formatDollars(costMicrodollars / MICRODOLLARS),
    },
  ];
  return (
    <DataTable
      label={t.usageLabel}
      columns={columns}
      rows={items}
      keyOf={({ day, provider }) => `${day} ${provider}`}
    />
  );
}
