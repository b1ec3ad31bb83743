/** Pairs of ground and ink in tokens.css: `--a0`, `--a0i`, … */
const TONES = 10;

/** A number below `count` that is always the same for a text. */
export function toneOf(text: string, count = TONES): number {
  let value = 0;
  for (const letter of text) value = (value * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return value % count;
}

/** First letters of the first and the last word that have letters only; whole characters, also outside of the basic plane. */
export function initialsOf(name: string): string {
  const all = name.trim().split(/\s+/).filter(Boolean);
  const named = all.filter((word) => !/\p{N}/u.test(word));
  const words = named.length > 0 ? named : all;
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
  const letters = picked.map((word) => /[\p{L}\p{N}]/u.exec(word ?? "")?.[0] ?? "");
  return letters.join("").toUpperCase() || "?";
}
