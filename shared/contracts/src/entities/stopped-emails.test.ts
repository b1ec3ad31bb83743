import { expect, test } from "vitest";
import { choicesAtAddress, resumedBy, withoutStopped } from "./stopped-emails.ts";

const own = { events: { "message.unread": { sms: true } } };
const stopped = { own, stopped: ["message.unread" as const] };
const free = { own, stopped: [] };

test("what was stopped at the present address is off, and nothing else changes", () => {
  expect(choicesAtAddress(stopped).events).toEqual({ "message.unread": { sms: true, email: false } });
  expect(choicesAtAddress(free)).toEqual(own);
});

test("turning the emails on again resumes what was stopped, and nothing else does", () => {
  const on = { events: { "message.unread": { email: true } } };
  expect(resumedBy(stopped, on)).toEqual(["message.unread"]);
  expect(resumedBy(stopped, { events: { "message.unread": { push: true } } })).toEqual([]);
  expect(resumedBy(stopped, { events: { "conversation.assigned": { email: true } } })).toEqual([]);
  expect(resumedBy(free, on)).toEqual([]);
});

test("what is off because of the address stays a matter of the address when it is sent back", () => {
  const readBack = { quietHours: null, events: { "message.unread": { email: false, push: false } } };
  expect(withoutStopped(stopped, readBack)).toEqual({
    quietHours: null,
    events: { "message.unread": { push: false } },
  });
  expect(withoutStopped(free, readBack)).toEqual(readBack);
  expect(withoutStopped(stopped, { language: "de" })).toEqual({ language: "de" });
});
