import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { useTexts } from "../../../lib/language/texts.ts";
import { inboxTexts } from "../inbox-texts.ts";

const ROWS = ["w-24", "w-32", "w-20", "w-28", "w-36", "w-24", "w-30"];

export function ListSkeleton() {
  const t = useTexts(inboxTexts);
  return (
    <output aria-label={t.loading} className="block flex-1 animate-late overflow-hidden">
      {ROWS.map((width, index) => (
        <span key={index} className="mx-2 grid h-(--row) grid-cols-[32px_minmax(0,1fr)] gap-x-3 py-1.5 pr-2 pl-3">
          <Skeleton className="mt-[3px] size-8 rounded-full" />
          <span className="flex flex-col gap-2 pt-1">
            <Skeleton className={`h-3 ${width}`} />
            <Skeleton className="h-3 w-full" />
            <Skeleton className="h-3 w-16" />
          </span>
        </span>
      ))}
    </output>
  );
}
