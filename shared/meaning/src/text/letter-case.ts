/** In small letters of the same length, so that each place is the same in both: "İ" is one character and its small letter two. */
export function inLowerCase(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  return text.replaceAll(/[\p{Lu}\p{Lt}]/gu, (letter) => letter.toLowerCase().slice(0, letter.length));
}
