/** A person's picture, or their initials. */
export function Avatar({ name, avatar }: { name: string; avatar: string | null }) {
  return <span class="avatar">{avatar?.startsWith("https://") ? <img src={avatar} alt="" /> : initialsOf(name)}</span>;
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => String.fromCodePoint(word?.codePointAt(0) ?? 32).trim())
    .join("");
}
