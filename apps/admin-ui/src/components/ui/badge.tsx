import type { ReactNode } from "react";
import { classNames } from "../../lib/browser/class-names.ts";

const TONES = {
  grey: "bg-grey-soft text-grey-ink",
  blue: "bg-blue-soft text-blue-ink",
  amber: "bg-amber-soft text-amber-ink",
  violet: "bg-violet-soft text-violet-ink",
  green: "bg-green-soft text-green-ink",
  red: "bg-red-soft text-red-ink",
  accent: "bg-accent-soft text-accent-ink",
} as const;

export type BadgeTone = keyof typeof TONES;

/** A state in one word. */
export function Badge({ tone = "grey", children }: { tone?: BadgeTone; children: ReactNode }) {
  return (
    <span
      className={classNames(
        "inline-flex h-[18px] shrink-0 items-center rounded-[4px] px-1.5 text-tiny font-medium whitespace-nowrap",
        TONES[tone],
      )}
    >
      {children}
    </span>
  );
}
