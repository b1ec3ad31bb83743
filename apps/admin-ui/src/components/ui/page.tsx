import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { formatProblem } from "../../lib/language/format-problem.ts";
import { useTexts } from "../../lib/language/texts.ts";
import { Button } from "./button.tsx";
import { PanelMessage } from "./panel-message.tsx";
import { Skeleton } from "./skeleton.tsx";
import { uiTexts } from "./ui-texts.ts";

interface PageProps {
  title: string;
  description?: string;
  /** The page's main actions, beside the title. */
  actions?: ReactNode;
  children: ReactNode;
}

/** A page with title, description and content. */
export function Page({ title, description, actions, children }: PageProps) {
  return (
    <div className="mx-auto flex w-full max-w-4xl flex-col gap-5 px-4 py-5 md:px-8 md:py-7">
      <header className="flex flex-wrap items-start gap-x-4 gap-y-3">
        <div className="min-w-0 flex-1 basis-64">
          <h1 className="text-title font-semibold tracking-tight">{title}</h1>
          {description && <p className="mt-1 max-w-xl text-sm text-ink-mute">{description}</p>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

export function Card({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <section className="rounded-card border border-line bg-surface">
      {title && <h2 className="border-b border-line px-5 py-3 text-sm font-semibold">{title}</h2>}
      {children}
    </section>
  );
}

interface LoadedProps<Value> {
  query: { data: Value | undefined; isPending: boolean; error: Error | null; refetch: () => unknown };
  children: (value: Value) => ReactNode;
}

/** A query's result; before that a skeleton, and after a failure the reason and a retry button. */
export function Loaded<Value>({ query, children }: LoadedProps<Value>) {
  const t = useTexts(uiTexts);
  if (query.data !== undefined) return children(query.data);
  if (query.isPending) {
    return (
      <output aria-label={t.loading} className="flex flex-col gap-4 rounded-card border border-line bg-surface p-5">
        <Skeleton className="h-4 w-40" />
        <Skeleton className="h-9 w-full" />
        <Skeleton className="h-4 w-56" />
        <Skeleton className="h-9 w-full" />
      </output>
    );
  }
  return (
    <div className="rounded-card border border-line bg-surface">
      <PanelMessage
        isError
        icon={CircleAlert}
        title={t.couldNotLoad}
        action={<Button onClick={() => void query.refetch()}>{t.tryAgain}</Button>}
      >
        {formatProblem(query.error)}
      </PanelMessage>
    </div>
  );
}
