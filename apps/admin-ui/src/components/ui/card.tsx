import type { ReactNode } from "react";

interface CardProps {
  title?: string;
  /** Beside the title. */
  action?: ReactNode;
  children: ReactNode;
}

export function Card({ title, action, children }: CardProps) {
  return (
    <section className="min-w-0 rounded-card border border-line bg-surface">
      {title && (
        <header className="flex min-h-11 items-center gap-3 border-b border-line px-4 md:px-5">
          <h2 className="min-w-0 flex-1 text-sm font-semibold">{title}</h2>
          {action}
        </header>
      )}
      {children}
    </section>
  );
}

interface SectionProps {
  title: string;
  hint?: ReactNode;
  children: ReactNode;
}

/** Fields of one matter within a card: what they are for on the left, the fields beside it, below it on a phone. */
export function Section({ title, hint, children }: SectionProps) {
  return (
    <section className="grid gap-x-8 gap-y-3 border-line px-4 py-5 not-first:border-t md:grid-cols-[232px_minmax(0,1fr)] md:px-5">
      <div>
        <h2 className="text-sm font-semibold">{title}</h2>
        {hint && <p className="mt-1 text-xs text-ink-3">{hint}</p>}
      </div>
      <div className="flex min-w-0 flex-col gap-4 md:max-w-[560px]">{children}</div>
    </section>
  );
}
