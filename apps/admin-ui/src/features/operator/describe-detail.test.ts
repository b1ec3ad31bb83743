import { expect, test } from "vitest";
import { flagNames } from "../../lib/desk/flag-names.ts";
import { formatMoment } from "../../lib/language/format-time.ts";
import { describeDetail } from "./describe-detail.ts";
import { operatorTexts } from "./operator-texts.ts";

const describe = (language: "en" | "de", detail: object) =>
  describeDetail({ ...detail }, operatorTexts[language], flagNames[language]);

test("a switched feature reads from before to after in the reader's words", () => {
  const expiresAt = "2026-12-01T00:00:00.000Z";
  const detail = { to: { isOn: false, percentage: 30, expiresAt }, flag: "sms", from: null };
  expect(describe("en", detail)).toBe(
    `Text messages: not set → off, for 30% of companies, until ${formatMoment(expiresAt)}`,
  );
  expect(describe("de", detail)).toBe(
    `SMS: nicht gesetzt → aus, für 30 % der Unternehmen, bis ${formatMoment(expiresAt)}`,
  );
});

const on = { isOn: true, percentage: 100, expiresAt: null };

test("sign-up is open or by invitation", () => {
  const detail = { flag: "sign_up", from: null, to: on };
  expect(describe("en", detail)).toBe("Sign-up: by invitation → open");
  expect(describe("de", detail)).toBe("Registrierung: auf Einladung → offen");
});

test("a feature of another release keeps its name, and a deleted company is its short name", () => {
  expect(describe("en", { flag: "gone", from: on, to: { ...on, isOn: false } })).toBe("gone: on → off");
  expect(describe("en", { slug: "acme" })).toBe("acme");
});
