import { expect, test } from "vitest";
import { chooseLanguage } from "./language.ts";
import { ar } from "../texts/ar.ts";
import { de } from "../texts/de.ts";
import { en } from "../texts/en.ts";
import { es } from "../texts/es.ts";

test("the browser's language decides, then the tenant's", () => {
  expect(chooseLanguage(["fr-FR", "de-AT", "en"], "es")).toBe("de");
  expect(chooseLanguage(["ar-EG"], "en")).toBe("ar");
  expect(chooseLanguage(["fr-FR"], "es")).toBe("es");
});

test.each(Object.entries({ de, es, ar }))("%s fills in the same values as English", (_name, texts) => {
  const valuesOf = (text: string) => text.match(/\{\w+\}/g) ?? [];
  for (const key of Object.keys(en) as (keyof typeof en)[]) expect(valuesOf(texts[key])).toEqual(valuesOf(en[key]));
});
