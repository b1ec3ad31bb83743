import { expect, test } from "vitest";
import { CustomerProfile } from "./people.ts";
import { Locale, TimeZone } from "./time-zone.ts";

test.each(["UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "Etc/GMT+5"])("%s is a time zone", (name) =>
  expect(TimeZone.parse(name)).toBe(name),
);

test.each(["", "Etc/Unknown", "Mars/Base", "+01:00", "Europe/Berlin\0", "Europe/Berlin "])("%j is none", (name) =>
  expect(TimeZone.safeParse(name).success).toBe(false),
);

test.each([
  ["de-AT", "de-AT"],
  ["zh-Hant-TW", "zh-Hant-TW"],
  ["de-CH-!!", "de-CH"],
  ["en-US@posix", "en"],
])("of the locale %s as much is kept as is known: %s", (tag, kept) => expect(Locale.parse(tag)).toBe(kept));

test("hints that cannot be used are left out", () => {
  expect(CustomerProfile.parse({ name: "Ana", locale: "!!", timeZone: "Etc/Unknown" })).toEqual({ name: "Ana" });
  expect(CustomerProfile.parse({ locale: 5, timeZone: null })).toEqual({});
});
