import { expect, test } from "vitest";
import { headerLine, homeLine } from "./desk-words.ts";

const NOON = Date.parse(new Date("2026-11-29T12:00:00").toISOString());
const MONDAY = new Date("2026-11-30T09:00:00").toISOString();
const person = (name: string) => ({ name, avatar: null });
const here = { online: true, people: [person("Ana Lima"), person("Sam Okafor")], replyMinutes: 3, opensAt: null };

test("who is here, and how soon they answer", () => {
  expect(homeLine(here, NOON)).toBe("Ana and Sam are here. Usually replies in 3 min");
  expect(homeLine({ ...here, people: [person("Ana Lima")], replyMinutes: null }, NOON)).toBe("Ana is here");
  expect(headerLine(here, NOON)).toBe("Replies in 3 min");
  expect(headerLine({ ...here, replyMinutes: null }, NOON)).toBe("We're online");
});

test("nobody there says so, and when somebody will be", () => {
  const away = { ...here, online: false, people: [] };
  expect(homeLine(away, NOON)).toBe("We're away");
  expect(homeLine({ ...away, opensAt: MONDAY }, NOON)).toBe("We're away. Back Monday 9:00 AM");
  expect(headerLine({ ...away, opensAt: new Date(NOON + 3_600_000).toISOString() }, NOON)).toBe(
    "We're away. Back at 1:00 PM",
  );
  expect(homeLine({ ...away, opensAt: new Date(NOON - 1).toISOString() }, NOON)).toBe("We're away");
});

test("what is not known is not said", () => {
  const unknown = { online: null, people: [], replyMinutes: null, opensAt: null };
  expect(homeLine(unknown, NOON)).toBe("");
  expect(headerLine(unknown, NOON)).toBe("");
  expect(homeLine({ ...unknown, replyMinutes: 1 }, NOON)).toBe("Usually replies in 1 min");
});
