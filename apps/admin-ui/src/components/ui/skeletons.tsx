import { classNames } from "../../lib/browser/class-names.ts";
import { Skeleton } from "./skeleton.tsx";

const times = (count: number) => Array.from({ length: count }, (_, index) => index);

/** A card of fields. */
export function FormSkeleton({ fields = 3 }: { fields?: number }) {
  return (
    <div className="rounded-card border border-line bg-surface">
      {times(fields).map((field) => (
        <div key={field} className="grid gap-x-8 gap-y-3 border-line p-5 not-first:border-t md:grid-cols-[232px_1fr]">
          <div>
            <Skeleton className="h-[18px] w-32" />
            <Skeleton className="mt-1.5 h-3 w-44" />
          </div>
          <Skeleton className="h-8 w-full max-w-[560px]" />
        </div>
      ))}
    </div>
  );
}

/** Rows of a list or table, as high as the real ones. */
export function RowsSkeleton({ rows = 6, hasFaces = false }: { rows?: number; hasFaces?: boolean }) {
  return (
    <div className="rounded-card border border-line bg-surface">
      {times(rows).map((row) => (
        <div
          key={row}
          className={classNames(
            "flex items-center gap-3 border-line px-4 not-first:border-t md:px-5",
            hasFaces ? "h-12" : "h-11",
          )}
        >
          {hasFaces && <Skeleton className="size-8 shrink-0 rounded-full" />}
          <Skeleton className="h-3.5 w-40" />
          <Skeleton className="ml-auto h-3 w-24" />
        </div>
      ))}
    </div>
  );
}

/** Figures side by side. */
export function FiguresSkeleton({ figures = 4 }: { figures?: number }) {
  return (
    <div className="grid grid-cols-2 rounded-card border border-line bg-surface lg:grid-cols-4">
      {times(figures).map((figure) => (
        <div key={figure} className="flex h-[108px] flex-col gap-2 p-4">
          <Skeleton className="h-3.5 w-24" />
          <Skeleton className="h-9 w-16" />
        </div>
      ))}
    </div>
  );
}

/** Some lines of a narrow panel. */
export function LinesSkeleton() {
  return (
    <div className="flex flex-col gap-2.5 py-2">
      <Skeleton className="h-3.5 w-2/3" />
      <Skeleton className="h-3.5 w-full" />
      <Skeleton className="h-3.5 w-1/2" />
    </div>
  );
}

/** A table of what may be ticked, and fields below it. */
export function MatrixSkeleton() {
  return (
    <div className="flex flex-col gap-4">
      <RowsSkeleton rows={5} />
      <FormSkeleton />
    </div>
  );
}
