import { ChevronLeft, ChevronRight } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { classNames } from "../../lib/browser/class-names.ts";
import {
  addDays,
  addMonths,
  type CalendarDay,
  firstWeekday,
  formatCalendar,
  startOfWeek,
  today,
  weeksOfMonth,
} from "../../lib/language/calendar-day.ts";
import { useTexts } from "../../lib/language/texts.ts";
import { IconButton } from "./icon-button.tsx";
import { uiTexts } from "./ui-texts.ts";

interface CalendarProps {
  /** Empty: none. */
  value: CalendarDay;
  isAllowed: (day: CalendarDay) => boolean;
  onChoose: (day: CalendarDay) => void;
}

/** A month of days: arrows go by day and week, Page keys by month. */
export function Calendar({ value, isAllowed, onChoose }: CalendarProps) {
  const t = useTexts(uiTexts);
  const [marked, setMarked] = useState(value || today());
  const grid = useRef<HTMLTableElement>(null);
  const hasMoved = useRef(true);
  const first = firstWeekday();
  const weeks = weeksOfMonth(marked, first);
  const now = today();
  useEffect(() => {
    if (hasMoved.current) grid.current?.querySelector<HTMLElement>(`[data-day="${marked}"]`)?.focus();
    hasMoved.current = false;
  }, [marked]);
  const move = (day: CalendarDay) => {
    hasMoved.current = true;
    setMarked(day);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = afterKey(event.key, marked, first);
    if (next === null) return;
    event.preventDefault();
    move(next);
  };
  return (
    <div className="p-2">
      <div className="flex items-center justify-between pl-1.5">
        <p aria-live="polite" className="text-sm font-semibold">
          {formatCalendar(marked, { month: "long", year: "numeric" })}
        </p>
        <span>
          <IconButton label={t.monthBefore} onClick={() => setMarked(addMonths(marked, -1))}>
            <ChevronLeft aria-hidden="true" size={15} />
          </IconButton>
          <IconButton label={t.monthAfter} onClick={() => setMarked(addMonths(marked, 1))}>
            <ChevronRight aria-hidden="true" size={15} />
          </IconButton>
        </span>
      </div>
      {/* oxlint-disable jsx-a11y/no-noninteractive-element-to-interactive-role -- the date picker pattern of WAI-ARIA */}
      <table ref={grid} role="grid" aria-label={t.days} onKeyDown={onKeyDown} className="mt-1 text-center text-xs">
        <thead>
          <tr>
            {(weeks[0] ?? []).map((day) => (
              <th
                key={day}
                scope="col"
                abbr={formatCalendar(day, { weekday: "long" })}
                className="size-8 font-[450] text-ink-3"
              >
                {formatCalendar(day, { weekday: "short" }).slice(0, 2)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((days) => (
            <tr key={days[0]}>
              {days.map((day) => (
                <td key={day} aria-selected={day === value} className="p-0">
                  <button
                    type="button"
                    data-day={day}
                    tabIndex={day === marked ? 0 : -1}
                    disabled={!isAllowed(day)}
                    aria-label={formatCalendar(day, { dateStyle: "full" })}
                    aria-current={day === now ? "date" : undefined}
                    onClick={() => onChoose(day)}
                    className={classNames(
                      "size-8 rounded-control tabular-nums disabled:opacity-40",
                      dayLook(day === value, day === now, day.slice(0, 7) === marked.slice(0, 7)),
                    )}
                  >
                    {Number(day.slice(8))}
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {/* oxlint-enable jsx-a11y/no-noninteractive-element-to-interactive-role */}
    </div>
  );
}

function dayLook(isChosen: boolean, isToday: boolean, isOfMonth: boolean): string {
  if (isChosen) return "bg-accent font-semibold text-on-accent";
  const ground = isToday ? "font-semibold text-accent-ink inset-ring inset-ring-accent-line" : "";
  return classNames("not-disabled:hover:bg-hover", ground, !isOfMonth && !isToday && "text-ink-3");
}

function afterKey(key: string, day: CalendarDay, first: number): CalendarDay | null {
  const days = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[key];
  if (days !== undefined) return addDays(day, days);
  if (key === "PageUp") return addMonths(day, -1);
  if (key === "PageDown") return addMonths(day, 1);
  if (key === "Home") return startOfWeek(day, first);
  return key === "End" ? addDays(startOfWeek(day, first), 6) : null;
}
