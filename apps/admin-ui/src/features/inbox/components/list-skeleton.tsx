import { Skeleton } from "../../../components/ui/skeleton.tsx";

const ROWS = ["w-24", "w-32", "w-20", "w-28", "w-36", "w-24", "w-30"];

export function ListSkeleton() {
  return (
    <output aria-label="Loading conversations" className="block flex-1 overflow-hidden">
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
