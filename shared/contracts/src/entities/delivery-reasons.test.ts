import { expect, test } from "vitest";
import {
  DELIVERY_REASONS,
  DeliveryReason,
  fillReason,
  givenUp,
  readReason,
  triedAgain,
  type DeliveryReasonCode,
} from "./delivery-reasons.ts";

const WORDS = "550 5.1.1 (nobody@shop.test): no such user.\nNot here {words} $& .*";

test.each(Object.keys(DELIVERY_REASONS) as DeliveryReasonCode[])("%s is read back from its sentence", (code) => {
  const names = [...DELIVERY_REASONS[code].matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const values = Object.fromEntries(names.map((name) => [name, WORDS]));
  const sentence = fillReason(DELIVERY_REASONS[code], values);
  const reason = { code, values, isTriedAgain: false, givenUpAfter: null };
  expect(DeliveryReason.parse(readReason(sentence))).toEqual(reason);
  expect(readReason(triedAgain(sentence))).toEqual({ ...reason, isTriedAgain: true });
  expect(readReason(givenUp(sentence, 36))).toEqual({ ...reason, givenUpAfter: 36 });
});

test("a sentence of another version, and none, have no code", () => {
  expect(readReason("The pigeon was tired.")).toBeNull();
  expect(readReason(null)).toBeNull();
});
