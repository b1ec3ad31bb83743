import { Plus, X } from "lucide-react";
import { Checkbox } from "../../../../components/ui/checkbox.tsx";
import { IconButton } from "../../../../components/ui/icon-button.tsx";
import { TimeField } from "../../../../components/ui/time-field.tsx";
import { formatClockTime } from "../../../../lib/language/clock-time.ts";
import { useTexts } from "../../../../lib/language/texts.ts";
import { hoursTexts } from "../hours-texts.ts";
import { isTurned, nextSpan, type Span } from "../week.ts";

interface DayRowProps {
  name: string;
  /** None: closed. */
  spans: readonly Span[];
  onChange: (spans: readonly Omit<Span, "day">[]) => void;
}

/** One day of the week: closed, or from when to when. */
export function DayRow({ name, spans, onChange }: DayRowProps) {
  const t = useTexts(hoursTexts);
  const next = nextSpan(spans);
  const put = (at: number, change: Partial<Span>) =>
    onChange(spans.map((span, index) => (index === at ? { ...span, ...change } : span)));
  return (
    <li className="flex items-start gap-3 py-2 text-sm max-sm:flex-wrap">
      <div className="flex h-8 w-36 shrink-0 items-center gap-2.5 max-sm:flex-1">
        <Checkbox
          isLabelHidden
          label={t.open(name)}
          isChecked={spans.length > 0}
          onChange={(isOpen) => onChange(isOpen && next ? [next] : [])}
        />
        <span>{name}</span>
      </div>
      <div className="flex min-w-0 flex-1 flex-col gap-2 max-sm:order-last max-sm:basis-full max-sm:pl-6.5">
        {spans.length === 0 && <span className="flex h-8 items-center text-ink-3">{t.closed}</span>}
        {spans.map((span, index) => (
          <div key={index} className="flex items-start gap-2">
            <TimeField
              isLabelHidden
              label={t.opens(name)}
              value={span.from}
              onChange={(from) => put(index, { from })}
              className="w-28"
            />
            <span aria-hidden="true" className="flex h-8 items-center text-ink-3">
              –
            </span>
            <TimeField
              isLabelHidden
              isEnd
              label={t.closes(name)}
              value={span.to}
              onChange={(to) => put(index, { to })}
              problem={isTurned(span) ? t.turned : undefined}
              className="w-28"
            />
            {spans.length > 1 && (
              <IconButton
                label={t.remove(`${name}, ${formatClockTime(span.from)} – ${formatClockTime(span.to)}`)}
                onClick={() => onChange(spans.filter((_, at) => at !== index))}
                className="mt-0.5"
              >
                <X aria-hidden="true" size={14} />
              </IconButton>
            )}
          </div>
        ))}
      </div>
      {spans.length > 0 && next && (
        <IconButton label={t.add(name)} onClick={() => onChange([...spans, next])} className="mt-0.5">
          <Plus aria-hidden="true" size={15} />
        </IconButton>
      )}
    </li>
  );
}
