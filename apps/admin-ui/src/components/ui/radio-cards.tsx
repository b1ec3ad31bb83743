import type { LucideIcon } from "lucide-react";
import { useId } from "react";

interface RadioCardsProps<Value extends string> {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  choices: readonly { value: Value; label: string; text?: string; icon?: LucideIcon }[];
}

/** One of a few, each with what it means. */
export function RadioCards<Value extends string>({ label, value, onChange, choices }: RadioCardsProps<Value>) {
  const id = useId();
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="sr-only">{label}</legend>
      {choices.map(({ value: own, label: name, text, icon: Icon }) => (
        <label
          key={own}
          htmlFor={`${id}-${own}`}
          className="flex cursor-pointer gap-3 rounded-card border border-line p-3 text-sm hover:border-line-strong has-checked:border-accent has-checked:bg-accent-soft/40 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus"
        >
          <input
            id={`${id}-${own}`}
            type="radio"
            name={id}
            value={own}
            checked={own === value}
            aria-describedby={text ? `${id}-${own}-text` : undefined}
            aria-label={name}
            onChange={() => onChange(own)}
            className="mt-px size-4 shrink-0 cursor-pointer appearance-none rounded-full border border-line-control bg-surface outline-none checked:border-[5px] checked:border-accent"
          />
          {Icon && <Icon aria-hidden="true" size={16} className="mt-px shrink-0 text-ink-2" />}
          <span className="min-w-0">
            <span className="block font-medium">{name}</span>
            {text && (
              <span id={`${id}-${own}-text`} className="block text-xs text-ink-2">
                {text}
              </span>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
