import type { PresenceStatus } from "@chorus/contracts/entities/people";
import { classNames } from "../../lib/browser/class-names.ts";
import { useTexts } from "../../lib/language/texts.ts";
import { uiTexts } from "./ui-texts.ts";

/** Grounds dark enough for white letters at 4.5:1. */
const HUES = ["#5b5fc7", "#0f766e", "#a1447a", "#9a5b13", "#3b6ea5", "#7a5195", "#4d7c0f", "#b0413e"] as const;

const DOTS: Record<PresenceStatus, string> = {
  online: "bg-online",
  away: "bg-away",
  busy: "bg-busy",
  offline: "border-2 border-offline bg-surface",
};

const SIZES = { small: "size-6 text-[10px]", medium: "size-9 text-xs", large: "size-14 text-title" } as const;

interface AvatarProps {
  name: string;
  /** Decides the colour; stays the same when the name changes. */
  id: string;
  size?: keyof typeof SIZES;
  presence?: PresenceStatus | undefined;
}

export function Avatar({ name, id, size = "medium", presence }: AvatarProps) {
  const words = useTexts(uiTexts).presence;
  return (
    <span className="relative inline-flex shrink-0">
      <span
        aria-hidden="true"
        style={{ backgroundColor: HUES[hash(id) % HUES.length] }}
        className={classNames(
          "inline-flex items-center justify-center rounded-full font-semibold text-white select-none",
          SIZES[size],
        )}
      >
        {initialsOf(name)}
      </span>
      {presence && (
        <span
          title={words[presence]}
          className={classNames(
            "absolute -right-0.5 -bottom-0.5 rounded-full ring-2 ring-surface",
            DOTS[presence],
            size === "large" ? "size-3.5" : "size-2.5",
          )}
        >
          <span className="sr-only">{words[presence]}</span>
        </span>
      )}
    </span>
  );
}

/** First letters of the first and the last word; whole characters, also outside of the basic plane. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
  const letters = picked.map((word) => /[\p{L}\p{N}]/u.exec(word ?? "")?.[0] ?? "");
  return letters.join("").toUpperCase() || "?";
}

function hash(text: string): number {
  let value = 0;
  for (const letter of text) value = (value * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return value;
}
