import type { RouteResult } from "@chorus/contracts/routes/define-route";
import { listOperatorLog } from "@chorus/contracts/routes/tenants";
import { useInfiniteQuery } from "@tanstack/react-query";
import { ScrollText } from "lucide-react";
import { type Column, DataTable } from "../../../components/ui/data-table.tsx";
import { LoadMore } from "../../../components/ui/load-more.tsx";
import { Card, Loaded } from "../../../components/ui/page.tsx";
import { PanelMessage } from "../../../components/ui/panel-message.tsx";
import { RowsSkeleton } from "../../../components/ui/skeletons.tsx";
import { flagNames } from "../../../lib/desk/flag-names.ts";
import { formatMoment } from "../../../lib/language/format-time.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useOperator } from "../api/operator-session.ts";
import { describeDetail } from "../describe-detail.ts";
import { operatorTexts } from "../operator-texts.ts";

type Entry = RouteResult<typeof listOperatorLog>["items"][number];

/** What was done to the whole installation, newest first. */
export function OperatorLog() {
  const texts = useTexts(operatorTexts);
  const t = texts.log;
  const names = useTexts(flagNames);
  const { rest } = useOperator();
  const log = useInfiniteQuery({
    queryKey: ["operator-log"],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      rest.call(listOperatorLog, {
        query: { limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    getNextPageParam: (page) => page.nextCursor,
  });
  const actions: Partial<Record<string, string>> = t.actions;
  const columns: readonly Column<Entry>[] = [
    {
      name: "action",
      title: t.action,
      renderCell: ({ action }) => <span className="font-medium">{actions[action] ?? action}</span>,
    },
    {
      name: "detail",
      title: t.detail,
      renderCell: ({ detail }) => (
        <span className="text-xs break-words text-ink-3">{describeDetail(detail, texts, names)}</span>
      ),
    },
    {
      name: "at",
      title: t.at,
      isEnd: true,
      renderCell: ({ at }) => <time dateTime={at}>{formatMoment(at)}</time>,
    },
  ];
  return (
    <Loaded query={log} skeleton={<RowsSkeleton rows={4} />}>
      {({ pages }) => {
        const entries = pages.flatMap((page) => page.items);
        return (
          <Card>
            {entries.length === 0 ? (
              <PanelMessage icon={ScrollText} title={t.empty}>
                {t.emptyHint}
              </PanelMessage>
            ) : (
              <DataTable label={texts.tabs.log} columns={columns} rows={entries} keyOf={({ id }) => id} />
            )}
            <LoadMore query={log} />
          </Card>
        );
      }}
    </Loaded>
  );
}
