import { ChevronDown } from "lucide-react";
import { Popover } from "radix-ui";
import { type KeyboardEvent, useId, useState } from "react";
import { classNames } from "../../lib/browser/class-names.ts";
import { type Choice, ChoiceList } from "./choice-list.tsx";
import { describedBy, Field, fieldLook, type FieldTexts } from "./field.tsx";
import { FieldPopover } from "./field-popover.tsx";

/** From here on a list is narrowed by typing. */
const MANY = 9;

interface SelectFieldProps<Value extends string> extends FieldTexts {
  choices: readonly Choice<Value>[];
  /** Null: nothing is chosen yet. */
  value: Value | null;
  onChange: (value: Value) => void;
  placeholder?: string;
  disabled?: boolean | undefined;
}

/** One of several: arrows or a click open the list, letters go to a choice. */
export function SelectField<Value extends string>(props: SelectFieldProps<Value>) {
  const { choices, value, onChange, placeholder = "", disabled, ...texts } = props;
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  const chosen = choices.find((choice) => choice.value === value);
  const openWithArrows = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    setIsOpen(true);
  };
  return (
    <Field id={id} {...texts}>
      <Popover.Root open={isOpen} onOpenChange={setIsOpen}>
        {/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/role-has-required-aria-props -- the select-only combobox of WAI-ARIA; Radix adds what is required */}
        <Popover.Trigger
          id={id}
          type="button"
          role="combobox"
          aria-haspopup="listbox"
          aria-labelledby={`${id}-label`}
          {...describedBy(id, texts)}
          disabled={disabled}
          onKeyDown={openWithArrows}
          className={classNames(
            fieldLook(texts.problem),
            "flex items-center gap-2 text-left not-disabled:hover:bg-hover",
          )}
        >
          {chosen?.before && (
            <span aria-hidden="true" className="flex shrink-0">
              {chosen.before}
            </span>
          )}
          <span className={classNames("min-w-0 flex-1 truncate", !chosen && "text-ink-3")}>
            {chosen?.label ?? placeholder}
          </span>
          <ChevronDown aria-hidden="true" size={14} className="shrink-0 text-ink-3" />
        </Popover.Trigger>
        {/* oxlint-enable jsx-a11y/prefer-tag-over-role, jsx-a11y/role-has-required-aria-props */}
        <FieldPopover label={texts.label}>
          <ChoiceList
            label={texts.label}
            choices={choices}
            value={value}
            hasFinder={choices.length >= MANY}
            onChoose={(next) => {
              setIsOpen(false);
              if (next !== value) onChange(next);
            }}
          />
        </FieldPopover>
      </Popover.Root>
    </Field>
  );
}
