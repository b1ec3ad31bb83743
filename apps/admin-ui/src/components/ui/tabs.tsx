import { type KeyboardEvent, type ReactNode, useId, useRef } from "react";
import { classNames } from "../../lib/browser/class-names.ts";

interface TabsProps<Name extends string> {
  label: string;
  tabs: readonly { name: Name; label: string; count?: number | undefined }[];
  current: Name;
  onChange: (name: Name) => void;
  /** The chosen tab's content. */
  children: ReactNode;
}

/** One of several views; arrows go from tab to tab. */
export function Tabs<Name extends string>({ label, tabs, current, onChange, children }: TabsProps<Name>) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const at = tabs.findIndex(({ name }) => name === current);
    const next = (at + step + tabs.length) % tabs.length;
    const chosen = tabs[next];
    if (!chosen) return;
    onChange(chosen.name);
    list.current?.querySelectorAll<HTMLElement>("[role=tab]")[next]?.focus();
  };
  return (
    <>
      <div
        ref={list}
        role="tablist"
        aria-label={label}
        tabIndex={-1}
        onKeyDown={onKeyDown}
        className="flex gap-1 overflow-x-auto p-0.5"
      >
        {tabs.map(({ name, label: text, count }) => (
          <button
            key={name}
            id={`${id}-${name}`}
            type="button"
            role="tab"
            aria-selected={name === current}
            aria-controls={name === current ? `${id}-panel` : undefined}
            tabIndex={name === current ? 0 : -1}
            onClick={() => onChange(name)}
            className={classNames(
              "flex h-7 shrink-0 items-center gap-1.5 rounded-control px-2.5 text-sm font-medium",
              name === current ? "bg-grey-soft text-ink" : "text-ink-2 hover:bg-hover hover:text-ink",
            )}
          >
            {text}
            {count !== undefined && <span className="text-xs font-[450] text-ink-3 tabular-nums">{count}</span>}
          </button>
        ))}
      </div>
      <div
        id={`${id}-panel`}
        role="tabpanel"
        aria-labelledby={`${id}-${current}`}
        className="flex min-w-0 flex-col gap-4"
      >
        {children}
      </div>
    </>
  );
}
