import { TenantSlug } from "@chorus/contracts/entities/tenant";
import { expect, test } from "vitest";
import { suggestSlugs } from "./suggest-slug.ts";

const first = (companyName: string, email = "mia@aster-outdoor.test") => suggestSlugs({ companyName, email })[0];

test.each([
  ["Aster Outdoor", "aster-outdoor"],
  ["Müller & Söhne GmbH", "mueller-soehne"],
  ["Müller GmbH & Co. KG", "mueller"],
  ["O'Neil's Bakery, Inc.", "oneils-bakery"],
  ["Åse Ørsted ApS", "ase-orsted-aps"],
  ["Peña S.L.", "pena"],
  ["  3M  ", "3m"],
  ["GmbH", "gmbh"],
  ["日本語", "aster-outdoor"],
  ["X", "aster-outdoor"],
  ["<script>alert(1)</script>", "script-alert-1-script"],
  ["x".repeat(120), "x".repeat(40)],
  [`${"x".repeat(39)} y`, "x".repeat(39)],
])("%s becomes %s", (name, slug) => {
  expect(first(name)).toBe(slug);
});

test("a name and a domain of which nothing is left have a short name, too", () => {
  expect(first("日本語", "mia@x.test")).toBe("team");
});

test("every suggestion is valid and another one", () => {
  for (const name of ["Aster Outdoor", "x".repeat(120), `${"ab-".repeat(13)}c`, "日本語"]) {
    const slugs = suggestSlugs({ companyName: name, email: "mia@aster.test" });
    expect(slugs.filter((slug) => !TenantSlug.safeParse(slug).success)).toEqual([]);
    expect(new Set(slugs).size).toBe(20);
  }
});
