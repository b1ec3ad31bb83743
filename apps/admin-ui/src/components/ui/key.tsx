/** A key of the keyboard. */
export function Key({ children }: { children: string }) {
  return (
    <kbd className="inline-grid h-[18px] min-w-[18px] shrink-0 place-items-center rounded-[4px] bg-surface px-1 font-sans text-tiny font-medium text-ink-3 inset-ring inset-ring-line-strong">
      {children}
    </kbd>
  );
}
