/** Where the words of the mail that is answered begin, in the languages and programs we know. The rest is cut off. */
const QUOTE_BEGINS: readonly RegExp[] = [
  /^(?:on|am|el|le|il|op|em) .{0,200}(?<!\p{L})(?:wrote|schrieb|escribió|écrit|scritto|schreef|escreveu)(?!\p{L}).{0,100}:$/iu,
  /^-{2,}\s*(?:original message|ursprüngliche nachricht|mensaje original|message d'origine|forwarded message)\s*-{2,}$/i,
  /^_{20,}$/,
];
/** Outlook quotes with a block of header lines; one alone could be anybody's sentence. */
const HEADER_LINE =
  /^\*?(?:from|von|de|sent|gesendet|enviado|to|an|para|date|datum|fecha|subject|betreff|asunto):\*?\s/i;
const SIGNATURE = /^-- ?$/;
const SENT_FROM =
  /^(?:sent from my .{1,40}|von meinem .{1,40} gesendet|gesendet von .{1,40}|enviado desde mi .{1,40}|get outlook for \w+.{0,40})$/i;
/** An attribution may be broken over this many lines. */
const ATTRIBUTION_LINES = 3;

/** What somebody has added to the mail they answer: without what they quote, and without their signature. */
export function newPartOf(text: string): string {
  const lines = text
    .replaceAll("\r\n", "\n")
    .split("\n")
    .map((line) => line.trimEnd());
  const end = lines.findIndex((_, at) => isEndAt(lines, at));
  return lines
    .slice(0, end < 0 ? lines.length : end)
    .filter((line) => !line.startsWith(">") && !SENT_FROM.test(line.trim()))
    .join("\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
}

function isEndAt(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? "";
  if (SIGNATURE.test(line)) return true;
  if (HEADER_LINE.test(line) && HEADER_LINE.test(lines[at + 1] ?? "")) return true;
  return Array.from({ length: ATTRIBUTION_LINES }, (_, more) =>
    lines
      .slice(at, at + more + 1)
      .join(" ")
      .trim(),
  ).some((joined) => QUOTE_BEGINS.some((pattern) => pattern.test(joined)));
}
