import { parsePhoneNumberFromString } from "libphonenumber-js/min";

/**
 * Normalises a number to E.164, `+4915228817386`. It must contain its country code, because a guess would write to a
 * stranger.
 * @returns null for an incomplete or ambiguous number
 */
export function e164Of(typed: string): string | null {
  const text = typed
    .normalize("NFKC")
    .replace(/^\s*tel:/i, "")
    .trim();
  const parsed = parsePhoneNumberFromString(text, { extract: false });
  // An extension cannot receive text messages.
  return parsed?.isPossible() && parsed.ext === undefined ? parsed.number : null;
}
