import { useTexts } from "../../../lib/language/texts.ts";
import { choiceTexts } from "../choice-texts.ts";

interface Span {
  from: string;
  to: string;
}

interface DayRowProps {
  name: string;
  /** Null: closed. */
  span: Span | null;
  usual: Span;
  onChange: (span: Span | null) => void;
}

const FIELD = "h-9 rounded-control border border-line-strong bg-surface px-2 text-sm text-ink";

/** One day of the week: closed, or from when to when. */
export function DayRow({ name, span, usual, onChange }: DayRowProps) {
  const t = useTexts(choiceTexts);
  return (
    <li className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 py-1.5 text-sm">
      <input
        type="checkbox"
        aria-label={t.open(name)}
        checked={span !== null}
        onChange={({ target }) => onChange(target.checked ? usual : null)}
        className="size-4 accent-accent"
      />
      <span className="w-28">{name}</span>
      {span ? (
        <span className="flex items-center gap-2">
          <input
            type="time"
            required
            aria-label={t.opens(name)}
            value={span.from}
            onChange={({ target }) => onChange({ ...span, from: target.value })}
            className={FIELD}
          />
          <span aria-hidden="true">–</span>
          <input
            type="time"
            required
            aria-label={t.closes(name)}
            value={span.to}
            onChange={({ target }) => onChange({ ...span, to: target.value })}
            className={FIELD}
          />
        </span>
      ) : (
        <span className="text-ink-mute">{t.closed}</span>
      )}
    </li>
  );
}
