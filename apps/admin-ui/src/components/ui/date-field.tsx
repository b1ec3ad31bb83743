import { CalendarDays } from "lucide-react";
import { Popover } from "radix-ui";
import { useId, useState } from "react";
import { type CalendarDay, formatTypedDay, parseTypedDay, typedDayPattern } from "../../lib/language/calendar-day.ts";
import { useTexts } from "../../lib/language/texts.ts";
import { Calendar } from "./calendar.tsx";
import type { FieldTexts } from "./field.tsx";
import { FieldPopover } from "./field-popover.tsx";
import { TypedField } from "./typed-field.tsx";
import { uiTexts } from "./ui-texts.ts";

interface DateFieldProps extends FieldTexts {
  /** Empty: none. */
  value: CalendarDay;
  onChange: (day: CalendarDay) => void;
  min?: CalendarDay;
  max?: CalendarDay;
}

/** A day, typed in the reader's order or picked from a calendar. */
export function DateField({ value, onChange, min = "", max = "", ...texts }: DateFieldProps) {
  const t = useTexts(uiTexts);
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  const isAllowed = (day: CalendarDay) => (min === "" || day >= min) && (max === "" || day <= max);
  const parse = (text: string) => {
    const day = parseTypedDay(text);
    return day !== null && isAllowed(day) ? day : null;
  };
  return (
    <Popover.Root open={isOpen} onOpenChange={setIsOpen}>
      <TypedField
        id={id}
        {...texts}
        value={value}
        onChange={onChange}
        parse={parse}
        format={formatTypedDay}
        example={typedDayPattern()}
        wrong={(text) => (parseTypedDay(text) === null ? t.noDay(typedDayPattern()) : t.dayOutside)}
        onArrowDown={() => setIsOpen(true)}
      >
        <Popover.Trigger
          aria-label={`${t.pickDay}: ${texts.label}`}
          className="absolute inset-y-0 right-0 flex w-8 items-center justify-center rounded-control text-ink-3 hover:text-ink"
        >
          <CalendarDays aria-hidden="true" size={14} />
        </Popover.Trigger>
      </TypedField>
      <FieldPopover label={texts.label} isNarrow>
        <Calendar
          value={value}
          isAllowed={isAllowed}
          onChoose={(day) => {
            setIsOpen(false);
            onChange(day);
          }}
        />
      </FieldPopover>
    </Popover.Root>
  );
}
