import { useId } from "react";
import { CopyIcon } from "./copy-icon.tsx";
import { Field, type FieldTexts } from "./field.tsx";

/** What cannot be changed and is often needed elsewhere. */
export function CopyField({ value, ...texts }: FieldTexts & { value: string }) {
  const id = useId();
  return (
    <Field id={id} {...texts}>
      <div className="flex h-8 items-center gap-1 rounded-control bg-grey-soft pr-1 pl-2.5">
        <output id={id} className="min-w-0 flex-1 truncate font-mono text-xs text-ink-2 select-all">
          {value}
        </output>
        <CopyIcon text={value} />
      </div>
    </Field>
  );
}
