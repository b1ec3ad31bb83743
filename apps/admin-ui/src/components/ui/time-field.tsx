import { Clock } from "lucide-react";
import { Popover } from "radix-ui";
import { useId, useState } from "react";
import { type ClockTime, formatClockTime, HALF_HOURS, parseTypedTime } from "../../lib/language/clock-time.ts";
import { useTexts } from "../../lib/language/texts.ts";
import { ChoiceList } from "./choice-list.tsx";
import type { FieldTexts } from "./field.tsx";
import { FieldPopover } from "./field-popover.tsx";
import { TypedField } from "./typed-field.tsx";
import { uiTexts } from "./ui-texts.ts";

interface TimeFieldProps extends FieldTexts {
  value: ClockTime;
  onChange: (time: ClockTime) => void;
  /** The end of a span: midnight ends the day, as 24:00. */
  isEnd?: boolean;
}

/** A time of the day, typed or picked by the half hour. */
export function TimeField({ value, onChange, isEnd = false, ...texts }: TimeFieldProps) {
  const t = useTexts(uiTexts);
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  const asEnd = (time: ClockTime) => (isEnd && time === "00:00" ? "24:00" : time);
  const parse = (text: string) => {
    const time = parseTypedTime(text);
    return time === null ? null : asEnd(time);
  };
  const nearest = HALF_HOURS.findLast((time) => time <= value) ?? null;
  return (
    <Popover.Root open={isOpen} onOpenChange={setIsOpen}>
      <TypedField
        id={id}
        {...texts}
        isNeeded
        value={value}
        onChange={onChange}
        parse={parse}
        format={formatClockTime}
        example={formatClockTime("09:00")}
        wrong={() => t.noTime(formatClockTime("09:00"))}
        onArrowDown={() => setIsOpen(true)}
      >
        <Popover.Trigger
          aria-label={`${t.pickTime}: ${texts.label}`}
          className="absolute inset-y-0 right-0 flex w-8 items-center justify-center rounded-control text-ink-3 hover:text-ink"
        >
          <Clock aria-hidden="true" size={14} />
        </Popover.Trigger>
      </TypedField>
      <FieldPopover label={texts.label} isNarrow>
        <ChoiceList
          label={texts.label}
          choices={isOpen ? HALF_HOURS.map((time) => ({ value: time, label: formatClockTime(time) })) : []}
          value={nearest}
          hasFinder={false}
          onChoose={(time) => {
            setIsOpen(false);
            onChange(asEnd(time));
          }}
        />
      </FieldPopover>
    </Popover.Root>
  );
}
