import { classNames } from "../../lib/browser/class-names.ts";

interface DistributionProps {
  /** By bucket, in their order. */
  counts: readonly number[];
  /** From this bucket on it is amber. */
  warnFrom: number;
  /** The same in words. */
  label: string;
  /** Under each bar; without them it is small, for a row of a table. */
  marks?: readonly string[];
}

/** How many there are of each size. Whatever there is of can be seen, however much there is of others. */
export function Distribution({ counts, warnFrom, label, marks }: DistributionProps) {
  const most = Math.max(1, ...counts);
  return (
    <span className={classNames("relative block", marks ? "w-full" : "w-28 max-w-full")}>
      <span className="sr-only">{label}</span>
      <span
        aria-hidden="true"
        className={classNames("flex items-end gap-0.5 border-b border-line-strong", marks ? "h-24" : "h-6")}
      >
        {counts.map((count, bucket) => (
          <span
            key={bucket}
            className={classNames(
              "min-w-0 flex-1 rounded-t-[2px]",
              count > 0 && "min-h-0.75",
              bucket < warnFrom ? "bg-chart" : "bg-amber",
            )}
            style={{ height: `${(count / most) * 100}%` }}
          />
        ))}
      </span>
      {marks && (
        <span aria-hidden="true" className="mt-1 flex gap-0.5 text-tiny text-ink-3 tabular-nums">
          {marks.map((mark) => (
            <span key={mark} className="min-w-0 flex-1 text-center whitespace-nowrap">
              {mark}
            </span>
          ))}
        </span>
      )}
    </span>
  );
}
