import { DELIVERY_REASONS, type DeliveryReasonCode } from "@chorus/contracts/entities/delivery-reasons";
import { expect, test } from "vitest";
import { reasonTexts } from "./reason-texts.ts";

const valuesOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).toSorted();

test.each(Object.keys(DELIVERY_REASONS) as DeliveryReasonCode[])(
  "%s names in German what it names in English",
  (code) => {
    const [english, german] = [reasonTexts.en.reasons[code], reasonTexts.de.reasons[code]];
    expect(german).not.toBe(english);
    expect(valuesOf(german)).toEqual(valuesOf(english));
  },
);
