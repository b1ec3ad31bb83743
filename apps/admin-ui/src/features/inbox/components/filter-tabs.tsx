import { Link } from "@tanstack/react-router";
import { classNames } from "../../../lib/browser/class-names.ts";
import { revealInStrip } from "../../../lib/browser/reveal.ts";
import { type Filter, FILTERS } from "../../../lib/desk/conversation-lists.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useCounts } from "../api/use-counts.ts";
import { inboxTexts } from "../inbox-texts.ts";
import { countIn, formatCount } from "./format-count.ts";

/** The lists, where there is no sidebar: on a phone. */
export function FilterTabs({ filter }: { filter: Filter }) {
  const t = useTexts(inboxTexts);
  const counts = useCounts();
  return (
    <nav aria-label={t.filters} className="flex gap-0.5 overflow-x-auto px-2.5 pb-2 md:hidden">
      {FILTERS.map((name) => (
        <Link
          key={name}
          to="/inbox/$filter"
          ref={name === filter ? revealInStrip : undefined}
          params={{ filter: name }}
          aria-current={name === filter ? "page" : undefined}
          className={classNames(
            "inline-flex h-9 shrink-0 items-center gap-1.5 rounded-control px-2.5 text-sm font-medium whitespace-nowrap",
            name === filter ? "bg-accent-soft text-accent-ink" : "text-ink-2 hover:bg-hover",
          )}
        >
          {t.names[name]}
          <span className="text-xs font-[450] tabular-nums opacity-80">{formatCount(countIn(counts, name))}</span>
        </Link>
      ))}
    </nav>
  );
}
