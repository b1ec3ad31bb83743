import { plainText } from "../primitives.ts";

/** A name of the IANA's time zone database that dates can be written in. */
export const TimeZone = plainText({ max: 64 }).refine(isTimeZone, "use an IANA time zone such as Europe/Berlin");

function isTimeZone(name: string): boolean {
  // Some engines know offsets (`+01:00`) as well; others that read the value do not.
  return /^[A-Za-z]/.test(name) && isKnown(() => new Intl.DateTimeFormat("en", { timeZone: name }));
}

/** A BCP 47 tag such as `de-AT`: as much of it, from its beginning, as dates can be written in. */
export const Locale = plainText({ max: 35 })
  .overwrite(knownPart)
  .refine((tag) => tag !== "", "use a BCP 47 language tag such as de-AT");

function knownPart(tag: string): string {
  if (tag === "" || isKnown(() => new Intl.DateTimeFormat(tag))) return tag;
  return knownPart(tag.slice(0, Math.max(0, tag.lastIndexOf("-"))));
}

function isKnown(tryIt: () => unknown): boolean {
  try {
    tryIt();
    return true;
  } catch {
    return false;
  }
}
