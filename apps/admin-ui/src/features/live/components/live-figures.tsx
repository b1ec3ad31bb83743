import { LIVE_COUNT_LIMIT } from "@chorus/contracts/routes/reports";
import { Link, type LinkProps } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useNowMs } from "../../../lib/browser/now.ts";
import { classNames } from "../../../lib/browser/class-names.ts";
import { formatNumber } from "../../../lib/language/format-number.ts";
import { formatAgo } from "../../../lib/language/format-time.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { liveTexts } from "../live-texts.ts";
import type { Colleague, Report } from "../report.ts";
import { waitTone } from "./wait-tone.ts";

/** Four figures, each leading to what it counts. */
export function LiveFigures({ report, colleagues }: { report: Report; colleagues: readonly Colleague[] }) {
  const t = useTexts(liveTexts);
  const nowMs = useNowMs();
  const { waiting, waitingSince, open, longestWaits = [] } = report;
  const [first] = longestWaits;
  const here = colleagues.filter(({ status }) => status !== "offline").length;
  return (
    <dl className="grid grid-cols-2 rounded-card border border-line bg-surface lg:grid-cols-4">
      <Figure
        name={t.waiting}
        value={countOf(waiting)}
        tone={waiting > 0 ? "text-amber-ink" : undefined}
        note={waiting > 0 ? t.toQueue : t.nobodyWaits}
        to="/inbox/$filter"
        params={{ filter: "queue" }}
      />
      <Figure
        name={t.longestWait}
        value={waitingSince === null ? "–" : formatAgo(waitingSince, nowMs)}
        tone={waitTone(waitingSince, nowMs)}
        note={first ? <bdi>{first.customerName}</bdi> : waiting > 0 ? t.toQueue : t.nobodyWaits}
        {...(first
          ? { to: "/conversations/$conversationId" as const, params: { conversationId: first.conversationId } }
          : { to: "/inbox/$filter" as const, params: { filter: "queue" } })}
      />
      <Figure name={t.open} value={countOf(open)} note={t.toOpen} to="/inbox/$filter" params={{ filter: "open" }} />
      <Figure
        name={t.online}
        value={formatNumber(here)}
        note={t.ofPeople(formatNumber(colleagues.length))}
        to="/team"
        params={{}}
      />
    </dl>
  );
}

interface FigureProps {
  name: string;
  value: string;
  tone?: string | undefined;
  note: ReactNode;
  to: NonNullable<LinkProps["to"]>;
  params: NonNullable<LinkProps["params"]>;
}

function Figure({ name, value, tone, note, to, params }: FigureProps) {
  return (
    <div className="group relative border-line p-4 hover:bg-hover max-lg:odd:border-r max-lg:nth-[n+3]:border-t lg:not-first:border-l first:rounded-tl-card lg:first:rounded-bl-card lg:last:rounded-r-card">
      <dt className="text-xs font-[450] text-ink-2">{name}</dt>
      <dd
        className={classNames("mt-0.5 text-figure font-semibold tracking-tight whitespace-nowrap tabular-nums", tone)}
      >
        {value}
      </dd>
      <dd className="mt-0.5 truncate text-xs text-ink-3">
        <Link to={to} params={params} className="after:absolute after:inset-0 group-hover:text-ink">
          <span className="sr-only">{name}: </span>
          {note}
        </Link>
      </dd>
    </div>
  );
}

/** Counting ends at a limit: more is said with a plus. */
function countOf(value: number): string {
  return value >= LIVE_COUNT_LIMIT ? `${formatNumber(LIVE_COUNT_LIMIT)}+` : formatNumber(value);
}
