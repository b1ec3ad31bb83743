import { expect, test } from "vitest";
import { formatMoment } from "../../lib/language/format-time.ts";
import { describeDetail } from "./describe-detail.ts";
import { operatorTexts } from "./operator-texts.ts";

test("a switched feature reads from before to after, whatever order its parts are stored in, in the reader's words", () => {
  const end = "2026-12-01T00:00:00.000Z";
  const detail = { to: `off, 30 %, until ${end}`, flag: "sms", from: "not set" };
  expect(describeDetail(detail, operatorTexts.en)).toBe(
    `Text messages: not set → off, 30 %, until ${formatMoment(end)}`,
  );
  expect(describeDetail(detail, operatorTexts.de)).toBe(`SMS: nicht gesetzt → aus, 30 %, bis ${formatMoment(end)}`);
});

test("sign-up is open or by invitation", () => {
  const detail = { flag: "sign_up", from: "not set", to: "on" };
  expect(describeDetail(detail, operatorTexts.en)).toBe("Sign-up: by invitation → open");
  expect(describeDetail(detail, operatorTexts.de)).toBe("Registrierung: auf Einladung → offen");
});

test("a feature of another release keeps its name, and a deleted company is its short name", () => {
  expect(describeDetail({ flag: "gone", from: "on", to: "off" }, operatorTexts.en)).toBe("gone: on → off");
  expect(describeDetail({ slug: "acme" }, operatorTexts.en)).toBe("acme");
});
