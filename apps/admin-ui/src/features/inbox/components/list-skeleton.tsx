import { Skeleton } from "../../../components/ui/skeleton.tsx";

import { useTexts } from "../../../lib/language/texts.ts";
import { inboxTexts } from "../inbox-texts.ts";

const ROWS = ["w-24", "w-32", "w-20", "w-28", "w-36", "w-24", "w-30"];

export function ListSkeleton() {
  const t = useTexts(inboxTexts);
  return (
    <output aria-label={t.loading} className="block flex-1 overflow-hidden">
      {ROWS.map((width, index) => (
        <span key={index} className="mx-2 flex items-center gap-3 px-2.5 py-2.5">
          <Skeleton className="size-9 shrink-0 rounded-full" />
          <span className="flex flex-1 flex-col gap-2">
            <Skeleton className={`h-3 ${width}`} />
            <Skeleton className="h-3 w-full" />
          </span>
        </span>
      ))}
    </output>
  );
}
