import { parsePhoneNumberFromString } from "libphonenumber-js/min";

/**
 * The one form in which numbers are kept and compared: E.164, `+4915228817386`. How it was typed does not matter, but it must name
 * its country: nobody's country is known here, and a guess writes to a stranger.
 * @returns null for what is no complete number of one telephone
 */
export function e164Of(typed: string): string | null {
  const text = typed
    .normalize("NFKC")
    .replace(/^\s*tel:/i, "")
    .trim();
  const parsed = parsePhoneNumberFromString(text, { extract: false });
  // A text message reaches no extension.
  return parsed?.isPossible() && parsed.ext === undefined ? parsed.number : null;
}
