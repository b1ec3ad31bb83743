import { useState } from "preact/hooks";

/** A person's picture, or their initials when there is none or it does not load. */
export function Avatar({ name, avatar }: { name: string; avatar: string | null }) {
  const [broken, setBroken] = useState<string | null>(null);
  const picture = avatar?.startsWith("https://") && avatar !== broken ? avatar : null;
  return (
    <span class="avatar">
      {picture ? <img src={picture} alt="" onError={() => setBroken(picture)} /> : initialsOf(name)}
    </span>
  );
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => String.fromCodePoint(word?.codePointAt(0) ?? 32).trim())
    .join("")
    .toLocaleUpperCase();
}
