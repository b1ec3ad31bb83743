const MAX_CHARACTERS = 4_000;
/** Replaces a character of a quoted string that would be read as a separator. */
const QUOTED = "\uE010";

/**
 * A structured header value (RFC 5322, 3.2) without its comments, nested ones included. Quoted strings lose their quotes, and
 * separators within them are replaced.
 * @returns null for a value that is too long, or with an unterminated comment or quote
 */
export function withoutComments(value: string): string | null {
  if (value.length > MAX_CHARACTERS) return null;
  let depth = 0;
  let isQuoted = false;
  let text = "";
  for (let at = 0; at < value.length; at += 1) {
    let character = value[at] ?? "";
    const isEscaped = character === "\\" && (isQuoted || depth > 0);
    if (isEscaped) character = value[(at += 1)] ?? "";
    if (isQuoted) {
      if (character === '"' && !isEscaped) isQuoted = false;
      else text += /[\s;=]/.test(character) ? QUOTED : character;
    } else if (depth > 0) {
      if (!isEscaped) depth += character === "(" ? 1 : character === ")" ? -1 : 0;
    } else if (character === "(") {
      depth = 1;
      text += " ";
    } else if (character === '"') isQuoted = true;
    else text += character;
  }
  return depth > 0 || isQuoted ? null : text;
}
