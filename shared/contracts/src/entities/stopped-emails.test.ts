import { expect, test } from "vitest";
import { choicesAtAddress, stoppedAfter, withoutStopped } from "./stopped-emails.ts";

const stopped = { "message.unread": ["cara@shop.test", "former@shop.test"] };
const at = (address: string | null) => ({ own: { events: { "message.unread": { sms: true } } }, stopped, address });

test("what was stopped at an address is off there, whatever its capitals, and nowhere else", () => {
  expect(choicesAtAddress(at("Cara@shop.test")).events).toEqual({ "message.unread": { sms: true, email: false } });
  expect(choicesAtAddress(at("other@shop.test"))).toEqual(at(null).own);
  expect(choicesAtAddress(at(null))).toEqual(at(null).own);
});

test("turning it on again resumes it at the present address alone", () => {
  const on = { events: { "message.unread": { email: true } } };
  expect(stoppedAfter(at("Cara@shop.test"), on)).toEqual({ "message.unread": ["former@shop.test"] });
  expect(stoppedAfter(at("Cara@shop.test"), { events: { "message.unread": { push: true } } })).toEqual(stopped);
  expect(stoppedAfter({ ...at("a@b.test"), stopped: { "message.unread": ["a@b.test"] } }, on)).toEqual({});
});

test("what is off because of the address stays a matter of the address when it is sent back", () => {
  const readBack = { quietHours: null, events: { "message.unread": { email: false, push: false } } };
  expect(withoutStopped(at("cara@shop.test"), readBack)).toEqual({
    quietHours: null,
    events: { "message.unread": { push: false } },
  });
  expect(withoutStopped(at("other@shop.test"), readBack)).toEqual(readBack);
  expect(withoutStopped(at("cara@shop.test"), { language: "de" })).toEqual({ language: "de" });
});
