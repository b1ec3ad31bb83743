import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "../../lib/browser/class-names.ts";
import { formatProblem } from "../../lib/language/format-problem.ts";
import { useTexts } from "../../lib/language/texts.ts";
import { Button } from "./button.tsx";
import { Card } from "./card.tsx";
import { PanelMessage } from "./panel-message.tsx";
import { LinesSkeleton } from "./skeletons.tsx";
import { uiTexts } from "./ui-texts.ts";

export { Card } from "./card.tsx";

interface PageProps {
  title: string;
  description?: string | undefined;
  /** The page's main actions, beside the title. */
  actions?: ReactNode;
  children: ReactNode;
  /** Tables and figures use more of a wide screen than fields. */
  isWide?: boolean;
}

/** A page: its bar, on one line with the bars of all columns, and below it the content. */
export function Page({ title, description, actions, children, isWide = false }: PageProps) {
  return (
    <div className="flex min-h-full flex-col">
      <header className="sticky top-0 z-20 flex min-h-14 shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-canvas px-4 py-2 md:px-6">
        <h1 className="min-w-0 flex-1 text-title font-semibold tracking-tight">{title}</h1>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      <div
        className={classNames(
          "flex w-full flex-1 flex-col gap-4 px-4 py-4 md:px-6 md:py-5",
          isWide ? "max-w-[1248px]" : "max-w-[1008px]",
        )}
      >
        {description && <p className="max-w-2xl text-sm text-ink-2">{description}</p>}
        {children}
      </div>
    </div>
  );
}

interface LoadedProps<Value> {
  query: { data: Value | undefined; isPending: boolean; error: Error | null; refetch: () => unknown };
  children: (value: Value) => ReactNode;
  /** The shape of what comes; else some lines. */
  skeleton?: ReactNode;
}

/** A query's result; before that a skeleton, and after a failure the reason and a retry button. */
export function Loaded<Value>({ query, children, skeleton }: LoadedProps<Value>) {
  const t = useTexts(uiTexts);
  if (query.data !== undefined) return children(query.data);
  if (query.isPending) {
    return (
      <output aria-label={t.loading} className="block animate-late">
        {skeleton ?? <LinesSkeleton />}
      </output>
    );
  }
  return (
    <Card>
      <PanelMessage
        isError
        icon={CircleAlert}
        title={t.couldNotLoad}
        action={<Button onClick={() => void query.refetch()}>{t.tryAgain}</Button>}
      >
        {formatProblem(query.error)}
      </PanelMessage>
    </Card>
  );
}
