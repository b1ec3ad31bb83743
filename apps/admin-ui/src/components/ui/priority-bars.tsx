import type { Priority } from "@chorus/contracts/entities/conversation";
import { classNames } from "../../lib/browser/class-names.ts";

const FILLED = { low: 1, normal: 2, high: 3, urgent: 3 } as const;
const HEIGHTS = ["h-1", "h-[7px]", "h-2.5"] as const;

/** Three rising bars; high is red, and urgent has a mark of its own. The word stands beside it or in its title. */
export function PriorityBars({ priority }: { priority: Priority }) {
  if (priority === "urgent") {
    return (
      <span
        aria-hidden="true"
        className="inline-grid h-3 w-3 shrink-0 place-items-center rounded-[3px] bg-red text-[9px] leading-none font-bold text-surface before:content-['!']"
      />
    );
  }
  const ink = priority === "high" ? "bg-red" : "bg-ink-3";
  return (
    <span aria-hidden="true" className="inline-flex h-2.5 shrink-0 items-end gap-0.5">
      {HEIGHTS.map((height, index) => (
        <span
          key={height}
          className={classNames("w-[3px] rounded-[1px]", height, index < FILLED[priority] ? ink : "bg-line-strong")}
        />
      ))}
    </span>
  );
}
