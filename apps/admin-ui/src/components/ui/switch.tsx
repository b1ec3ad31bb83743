import { useId } from "react";

interface SwitchProps {
  label: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  hint?: string;
  disabled?: boolean;
}

/** On or off, at once. */
export function Switch({ label, isOn, onChange, hint, disabled }: SwitchProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-3 text-sm">
      <button
        id={id}
        type="button"
        role="switch"
        aria-checked={isOn}
        aria-labelledby={`${id}-label`}
        aria-describedby={hint ? `${id}-hint` : undefined}
        disabled={disabled}
        onClick={() => onChange(!isOn)}
        className="group mt-px h-[18px] w-8 shrink-0 rounded-full bg-line-control p-0.5 transition-colors duration-120 disabled:opacity-55 aria-checked:bg-accent"
      >
        <span className="block size-3.5 rounded-full bg-white transition-transform duration-120 group-aria-checked:translate-x-3.5" />
      </button>
      <div className="min-w-0">
        <label id={`${id}-label`} htmlFor={id} className="block">
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="mt-0.5 max-w-prose text-xs text-ink-3">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
