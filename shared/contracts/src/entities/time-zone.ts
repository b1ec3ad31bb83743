import { plainText } from "../primitives.ts";

/** A name of the IANA's time zone database that dates can be written in. */
export const TimeZone = plainText({ max: 64 }).refine(isTimeZone, "use an IANA time zone such as Europe/Berlin");

function isTimeZone(name: string): boolean {
  // Some engines know offsets (`+01:00`) as well; others that read the value do not.
  return /^[A-Za-z]/.test(name) && isKnown(() => new Intl.DateTimeFormat("en", { timeZone: name }));
}

/** A BCP 47 tag such as `de-AT`. */
export const Locale = plainText({ max: 35 }).refine(
  (tag) => isKnown(() => new Intl.DateTimeFormat(tag)),
  "use a BCP 47 language tag such as de-AT",
);

function isKnown(tryIt: () => unknown): boolean {
  try {
    tryIt();
    return true;
  } catch {
    return false;
  }
}
