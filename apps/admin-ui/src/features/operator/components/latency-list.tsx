import { ACK_PROMISE, FIRST_SLOW_BUCKET, LATENCY_WINDOWS, type LatencyWindow } from "@chorus/contracts/latency";
import { LATENCY_ORDERS, type LatencyOrder } from "@chorus/contracts/routes/latency";
import { Gauge, SearchX } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { Badge } from "../../../components/ui/badge.tsx";
import { type Column, DataTable } from "../../../components/ui/data-table.tsx";
import { Distribution } from "../../../components/ui/distribution.tsx";
import { LoadMore } from "../../../components/ui/load-more.tsx";
import { Card, Loaded } from "../../../components/ui/page.tsx";
import { PanelMessage } from "../../../components/ui/panel-message.tsx";
import { SegmentedField } from "../../../components/ui/segmented-field.tsx";
import { SelectField } from "../../../components/ui/select-field.tsx";
import { RowsSkeleton } from "../../../components/ui/skeletons.tsx";
import { formatLatency } from "../../../lib/language/format-latency.ts";
import { formatDuration, formatNumber, formatShare } from "../../../lib/language/format-number.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { type TenantLatency, useLatency } from "../api/use-latency.ts";
import { latencyTexts } from "../latency-texts.ts";
import { operatorTexts } from "../operator-texts.ts";
import { CompanySearch } from "./company-search.tsx";

/** How soon each company's messages are acknowledged, the slowest first. */
export function LatencyList() {
  const { list } = useTexts(operatorTexts);
  const t = useTexts(latencyTexts);
  const [typed, setTyped] = useState("");
  const [window, setWindow] = useState<LatencyWindow>("day");
  const [sort, setSort] = useState<LatencyOrder>("p99");
  const q = useDeferredValue(typed.trim());
  const latency = useLatency({ q, window, sort });
  const shown = latency.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <p className="max-w-2xl text-sm text-ink-2">{t.hint(formatDuration(ACK_PROMISE.withinMs))}</p>
      <div className="flex flex-wrap items-end gap-3">
        <CompanySearch value={typed} onChange={setTyped} />
        <SegmentedField
          label={t.window}
          value={window}
          choices={LATENCY_WINDOWS.map((value) => ({ value, label: t.windows[value] }))}
          onChange={setWindow}
        />
        <div className="w-44">
          <SelectField
            label={t.sort}
            value={sort}
            choices={LATENCY_ORDERS.map((value) => ({ value, label: t.sorts[value] }))}
            onChange={setSort}
          />
        </div>
      </div>
      <Loaded query={latency} skeleton={<RowsSkeleton rows={8} />}>
        {() => (
          <Card>
            {shown.length > 0 ? (
              <LatencyTable rows={shown} />
            ) : q === "" ? (
              <PanelMessage icon={Gauge} title={t.empty}>
                {t.emptyHint}
              </PanelMessage>
            ) : (
              <PanelMessage icon={SearchX} title={list.nothingFound}>
                {list.nothingFoundHint}
              </PanelMessage>
            )}
            <LoadMore query={latency} />
          </Card>
        )}
      </Loaded>
    </>
  );
}

function LatencyTable({ rows }: { rows: readonly TenantLatency[] }) {
  const texts = useTexts(operatorTexts);
  const t = useTexts(latencyTexts);
  const columns: readonly Column<TenantLatency>[] = [
    {
      name: "name",
      title: texts.list.name,
      renderCell: ({ tenant }) => (
        <span className="block min-w-0 leading-tight">
          <bdi className="font-medium break-words">{tenant.name}</bdi>
          <span className="block truncate text-xs text-ink-3">{tenant.slug}</span>
        </span>
      ),
    },
    {
      name: "spread",
      title: t.spread,
      renderCell: ({ tenant, buckets }) => (
        <Distribution label={t.spreadOf(tenant.name)} counts={buckets} warnFrom={FIRST_SLOW_BUCKET} />
      ),
    },
    {
      name: "messages",
      title: t.sorts.messages,
      isEnd: true,
      renderCell: ({ messages }) => formatNumber(messages),
    },
    { name: "p50", title: t.sorts.p50, isEnd: true, renderCell: ({ p50Ms }) => <Time ms={p50Ms} /> },
    { name: "p95", title: t.sorts.p95, isEnd: true, renderCell: ({ p95Ms }) => <Time ms={p95Ms} /> },
    { name: "p99", title: t.sorts.p99, isEnd: true, renderCell: ({ p99Ms }) => <Time ms={p99Ms} /> },
    {
      name: "slow",
      title: t.slow(formatDuration(ACK_PROMISE.withinMs)),
      isEnd: true,
      renderCell: ({ slowShare }) => <Slow share={slowShare} />,
    },
    {
      name: "failed",
      title: t.sorts.failed,
      isEnd: true,
      renderCell: ({ failed }) => (
        <span className={failed > 0 ? "text-red-ink" : "text-ink-3"}>{formatNumber(failed)}</span>
      ),
    },
  ];
  return <DataTable label={texts.tabs.latency} columns={columns} rows={rows} keyOf={({ tenant }) => tenant.id} />;
}

function Time({ ms }: { ms: number | null }) {
  if (ms === null) return <span className="text-ink-3">–</span>;
  return <span className={ms > ACK_PROMISE.withinMs ? "text-amber-ink" : undefined}>{formatLatency(ms)}</span>;
}

/** Red when more are slow than is promised. */
function Slow({ share }: { share: number | null }) {
  if (share === null || share === 0) return <span className="text-ink-3">{share === null ? "–" : formatShare(0)}</span>;
  if (share <= 1 - ACK_PROMISE.share) return <span>{formatShare(share)}</span>;
  return <Badge tone="red">{formatShare(share)}</Badge>;
}
