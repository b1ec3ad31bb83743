import type { RouteResult } from "@chorus/contracts/routes/define-route";
import { readPlatform } from "@chorus/contracts/routes/tenants";
import { useQuery } from "@tanstack/react-query";
import { Badge } from "../../../components/ui/badge.tsx";
import { type Column, DataTable } from "../../../components/ui/data-table.tsx";
import { Card, Loaded } from "../../../components/ui/page.tsx";
import { RowsSkeleton } from "../../../components/ui/skeletons.tsx";
import { formatNumber } from "../../../lib/language/format-number.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useOperator } from "../api/operator-session.ts";
import { operatorTexts } from "../operator-texts.ts";

type Heard = RouteResult<typeof readPlatform>["items"][number];

const POLL_MS = 5_000;

/** Whether each service is ready, as it says itself. */
export function Platform() {
  const texts = useTexts(operatorTexts);
  const t = texts.platform;
  const { rest } = useOperator();
  const platform = useQuery({
    queryKey: ["platform"],
    queryFn: async ({ signal }) => (await rest.call(readPlatform, { signal })).items,
    refetchInterval: POLL_MS,
  });
  const columns: readonly Column<Heard>[] = [
    { name: "service", title: t.service, renderCell: ({ service }) => <span className="font-medium">{service}</span> },
    { name: "state", title: t.state, renderCell: (heard) => <State heard={heard} /> },
    {
      name: "instances",
      title: t.instances,
      isEnd: true,
      renderCell: ({ instances }) => formatNumber(instances.length),
    },
  ];
  return (
    <>
      <p className="text-sm text-ink-2">{t.hint}</p>
      <Loaded query={platform} skeleton={<RowsSkeleton rows={6} />}>
        {(items) => (
          <Card>
            <DataTable label={texts.tabs.platform} columns={columns} rows={items} keyOf={({ service }) => service} />
          </Card>
        )}
      </Loaded>
    </>
  );
}

function State({ heard: { instances } }: { heard: Heard }) {
  const t = useTexts(operatorTexts).platform;
  if (instances.length === 0) return <Badge tone="amber">{t.silent}</Badge>;
  const wrong = instances.filter(({ isReady }) => !isReady);
  if (wrong.length === 0) return <Badge tone="green">{t.ready}</Badge>;
  const parts = wrong.flatMap(({ checks }) =>
    Object.entries(checks).flatMap(([part, said]) => (said === "ok" ? [] : [part])),
  );
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <Badge tone="red">{t.notReady}</Badge>
      {parts.length > 0 && <span className="text-xs text-ink-3">{t.missing([...new Set(parts)].join(", "))}</span>}
    </span>
  );
}
