import { classNames } from "../../lib/browser/class-names.ts";

/** A grey placeholder; its parent announces that it is loading. */
export function Skeleton({ className }: { className: string }) {
  return <span aria-hidden="true" className={classNames("block animate-wait rounded-control bg-line", className)} />;
}
