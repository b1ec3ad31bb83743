import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { useTexts } from "../../../lib/language/texts.ts";
import { timelineTexts } from "../timeline-texts.ts";

const BUBBLES = ["h-14 w-2/3", "h-9 w-2/5", "h-20 w-3/5 self-end", "h-9 w-1/2", "h-14 w-1/2 self-end"];

export function TimelineSkeleton() {
  const t = useTexts(timelineTexts);
  return (
    <output aria-label={t.loading} className="flex min-h-0 flex-1 flex-col justify-end overflow-hidden">
      <span className="mx-auto flex w-full max-w-[720px] flex-col gap-4 p-4">
        {BUBBLES.map((shape) => (
          <Skeleton key={shape} className={`rounded-bubble ${shape}`} />
        ))}
      </span>
    </output>
  );
}
