import { classNames } from "../../lib/browser/class-names.ts";

interface LoadBarProps {
  open: number;
  capacity: number;
  /** The same in words. */
  label: string;
}

/** More places than these are drawn as one bar. */
const PLACES = 12;

/** How much somebody has of what they can take: a place for each conversation, amber when it is full. */
export function LoadBar({ open, capacity, label }: LoadBarProps) {
  const tone = open >= capacity ? "bg-amber" : "bg-chart";
  return (
    <span title={label} className="flex w-40 shrink-0 gap-0.5 max-sm:w-20">
      <span className="sr-only">{label}</span>
      {capacity > PLACES ? (
        <span aria-hidden="true" className="h-2 flex-1 overflow-hidden rounded-full bg-grey-soft">
          <span
            className={classNames("block h-full rounded-full", tone)}
            style={{ width: `${Math.min(1, open / capacity) * 100}%` }}
          />
        </span>
      ) : (
        Array.from({ length: capacity }, (_, place) => (
          <span
            key={place}
            aria-hidden="true"
            className={classNames("h-2 min-w-0 flex-1 rounded-[2px]", place < open ? tone : "bg-grey-soft")}
          />
        ))
      )}
    </span>
  );
}
