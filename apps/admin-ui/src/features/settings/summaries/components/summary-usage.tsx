import { listSummaryUsage } from "@chorus/contracts/routes/summaries";
import { useQuery } from "@tanstack/react-query";
import { Card, Loaded } from "../../../../components/ui/page.tsx";
import { formatCalendarDay } from "../../../../lib/language/format-time.ts";
import { useDeskSession } from "../../../../lib/session/session-context.ts";
import { useTexts } from "../../../../lib/language/texts.ts";
import { summarySettingsTexts } from "../summary-settings-texts.ts";

const MICRODOLLARS = 1_000_000;

/** A bar per day and model; its length is the number of tokens. */
export function SummaryUsage() {
  const t = useTexts(summarySettingsTexts);
  const { rest } = useDeskSession();
  const usage = useQuery({
    queryKey: ["summary-usage"],
    queryFn: ({ signal }) => rest.call(listSummaryUsage, { signal }),
    select: ({ items }) =>
      items.map((item) => Object.assign({}, item, { tokens: item.inputTokens + item.outputTokens })),
  });
  return (
    <Card title={t.usage}>
      <div className="p-5">
        <Loaded query={usage}>
          {(items) => {
            if (items.length === 0) return <p className="text-sm text-ink-mute">{t.none}</p>;
            const most = Math.max(1, ...items.map(({ tokens }) => tokens));
            return (
              <ul className="flex flex-col gap-3">
                {items.map(({ day, provider, calls, failures, tokens, costMicrodollars }) => (
                  <li key={`${day} ${provider}`} className="grid grid-cols-[72px_1fr] items-center gap-3 text-sm">
                    <span className="min-w-0 leading-snug">
                      <span className="block">{formatCalendarDay(day)}</span>
                      <span className="block truncate text-xs text-ink-mute">{provider}</span>
                    </span>
                    <span>
                      <span
                        aria-hidden="true"
                        className="block h-2 min-w-1 rounded-full bg-accent"
                        style={{ width: `${(tokens / most) * 100}%` }}
                      />
                      <span className="mt-1 block text-xs text-ink-mute">
                        {t.line(calls, failures, tokens.toLocaleString(), (costMicrodollars / MICRODOLLARS).toFixed(2))}
                      </span>
                    </span>
                  </li>
                ))}
              </ul>
            );
          }}
        </Loaded>
      </div>
    </Card>
  );
}
