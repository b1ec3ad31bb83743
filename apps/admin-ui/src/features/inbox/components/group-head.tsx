import { classNames } from "../../../lib/browser/class-names.ts";
import { useNowMs } from "../../../lib/browser/now.ts";
import { formatAgo } from "../../../lib/language/format-time.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { inboxTexts } from "../inbox-texts.ts";
import type { ListRow } from "./list-groups.ts";

const DOTS = { here: "bg-green", waiting: "bg-amber", answered: "bg-grey" } as const;

/** The head of a group of rows. */
export function GroupHead({ name, count, longestSince }: Extract<ListRow, { type: "group" }>) {
  const t = useTexts(inboxTexts);
  const nowMs = useNowMs();
  return (
    <h3 className="flex h-8 items-center gap-2 pt-1 pr-4 pl-5 text-tiny font-semibold text-ink-2">
      <span aria-hidden="true" className={classNames("size-1.5 rounded-full", DOTS[name])} />
      {t.groups[name]}
      <span className="font-[450] text-ink-3 tabular-nums">{count}</span>
      {longestSince !== null && (
        <span className="ml-auto font-[450] text-ink-3">{t.longest(formatAgo(longestSince, nowMs))}</span>
      )}
    </h3>
  );
}
