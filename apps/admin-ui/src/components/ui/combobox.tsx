import { ChevronDown } from "lucide-react";
import { Popover } from "radix-ui";
import { useId, useState } from "react";
import { classNames } from "../../lib/browser/class-names.ts";
import { type Choice, ChoiceList } from "./choice-list.tsx";
import { FieldPopover } from "./field-popover.tsx";

export type ComboboxChoice<Value extends string> = Choice<Value>;

interface ComboboxProps<Value extends string> {
  label: string;
  choices: readonly ComboboxChoice<Value>[];
  /** Null: nothing is chosen yet. */
  value: Value | null;
  onChange: (value: Value) => void;
  placeholder: string;
}

/** One of many, found by typing: arrows move, Enter chooses, Escape closes. */
export function Combobox<Value extends string>({ label, choices, value, onChange, placeholder }: ComboboxProps<Value>) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  const chosen = choices.find((choice) => choice.value === value);
  return (
    <div className="flex flex-col gap-1.5">
      <span id={`${id}-label`} className="text-sm font-medium">
        {label}
      </span>
      <Popover.Root open={isOpen} onOpenChange={setIsOpen}>
        <Popover.Trigger
          aria-labelledby={`${id}-label ${id}-value`}
          className="flex h-8 min-w-0 items-center gap-2 rounded-control border border-field bg-surface px-2.5 text-left text-sm hover:bg-hover"
        >
          {chosen?.before}
          <span id={`${id}-value`} className={classNames("min-w-0 flex-1 truncate", !chosen && "text-ink-3")}>
            {chosen?.label ?? placeholder}
          </span>
          <ChevronDown aria-hidden="true" size={14} className="shrink-0 text-ink-3" />
        </Popover.Trigger>
        <FieldPopover label={label}>
          <ChoiceList
            label={label}
            choices={choices}
            value={value}
            hasFinder
            onChoose={(next) => {
              setIsOpen(false);
              onChange(next);
            }}
          />
        </FieldPopover>
      </Popover.Root>
    </div>
  );
}
