import { toneOf } from "@chorus/design/person-mark";
import type { ReactNode } from "react";
import { classNames } from "../../lib/browser/class-names.ts";

const TONES = [
  "bg-grey-soft text-grey-ink",
  "bg-blue-soft text-blue-ink",
  "bg-green-soft text-green-ink",
  "bg-amber-soft text-amber-ink",
  "bg-violet-soft text-violet-ink",
] as const;

interface TagProps {
  /** Decides the tone, which stays the same everywhere. */
  name: string;
  className?: string;
  /** Behind the name: a button that takes it away. */
  children?: ReactNode;
}

/** A tag of a conversation, tinted. */
export function Tag({ name, className, children }: TagProps) {
  return (
    <span
      className={classNames(
        "inline-flex h-[18px] max-w-full min-w-0 items-center gap-1 rounded-[4px] px-1.5 text-tiny font-medium",
        TONES[toneOf(name, TONES.length)],
        className,
      )}
    >
      <bdi className="truncate">{name}</bdi>
      {children}
    </span>
  );
}
