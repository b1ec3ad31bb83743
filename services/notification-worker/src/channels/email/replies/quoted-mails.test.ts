import { describe, expect, test } from "vitest";
import { MAIL_LANGUAGES } from "@chorus/contracts/entities/notification-preferences";
import { markdownToPlain } from "@chorus/markdown/plain";
import { OWN_LABELS, ownWords } from "../../../templates/own-words.ts";
import { transcriptMail } from "../../../templates/transcript.ts";
import { unreadMessages } from "../../../templates/unread-messages.ts";
import { quotableText } from "../reading/quotable-text.ts";
import { splitMail } from "../reading/split-mail.ts";
import { textOfHtml } from "../reading/text-of-html.ts";

const tenant = { name: "Acme", teamName: "Acme Support", accentColour: "#1f6b4a" };
const messages = [
  { author: "Ana", body: "When shall we deliver? Which door?" },
  { author: "Ana", body: "Okay" },
  { author: "Bo", body: "Is there a lift in the house?" },
];
const own = ["My kettle leaks", "Yes"];
const known = quotableText(
  [...messages.map(({ body }) => body), ...ownWords(tenant, ["Ana", "Bo"])],
  ["Ana", "Bo", "Acme Support", "Acme", "n@chorus.example"],
  { texts: own, names: ["Cara"], labels: OWN_LABELS },
);
const INTRODUCTION =
  "From: Acme Support <n@chorus.example>\nSent: Saturday, 28 November 2026 18:12\nTo: c@e.test\nSubject: Hm\n\n";

describe.each(MAIL_LANGUAGES)("our mails as programs quote them without a mark (%s)", (language) => {
  test.each([1, 2, 3])("%i answers", async (count) => {
    const mail = await unreadMessages({
      ...{ language, tenant, messages: messages.slice(0, count), openUrl: "https://shop.test/#chorus=1" },
      ...{ topic: "My kettle leaks", question: own[0] ?? null },
      ...{ canAnswer: true, unsubscribeUrl: "https://chorus.test/u/t" },
    });
    for (const quote of [mail.text, await textOfHtml(mail.html)]) {
      expect(splitMail(`${INTRODUCTION}${quote}`, known).reply).toBe("");
      expect(splitMail(`On Friday.\n\n${INTRODUCTION}${quote}\n\nYes`, known).reply).toBe("On Friday.\n\nYes");
    }
  });

  test("what the author asked is written again only below the quote that repeats it", async () => {
    const mail = await unreadMessages({
      ...{ language, tenant, messages, openUrl: null, topic: null, question: "My kettle leaks" },
      ...{ canAnswer: true, unsubscribeUrl: "https://chorus.test/u/t" },
    });
    const { reply } = splitMail(`${INTRODUCTION}${mail.text}\n\nMy kettle leaks\nstill`, known);
    expect(reply).toBe("My kettle leaks\nstill");
  });

  test("a copy of the conversation", async () => {
    const at = new Date("2026-11-28T18:12:00Z");
    const lines = [
      { author: "Cara", body: own[0] ?? "", at, isCustomer: true },
      ...messages.map((message) => ({ ...message, at, isCustomer: false })),
      { author: "Cara", body: own[1] ?? "", at, isCustomer: true },
    ];
    const mail = await transcriptMail({
      ...{ language, tenant, partner: "Acme Support", lines, leftOut: 0, timeZone: "UTC", locale: language },
      openUrl: "https://shop.test/#chorus=1",
    });
    for (const quote of [mail.text, await textOfHtml(mail.html)])
      expect(splitMail(`On Friday.\n\n${INTRODUCTION}${quote}`, known).reply).toBe("On Friday.");
  });
});

const LONG =
  "The courier can come on Friday or on Saturday between 8 and 12, and he needs to know which of the two doors of the house he is to ring at.\n\nPlease also tell us:\n- the floor\n- the name at the bell\n\nThank you\nAna";
const told = [...messages, { author: "Bo", body: LONG }];
const knownLong = quotableText(
  [
    ...told.map(({ body }) => body),
    ...told.map(({ body }) => markdownToPlain(body)),
    ...ownWords(tenant, ["Ana", "Bo"]),
  ],
  ["Ana", "Bo", "Acme Support", "Acme", "n@chorus.example"],
  { texts: own, names: ["Cara"], labels: OWN_LABELS },
);
const WROTE = "On Sat, 28 Nov 2026 at 18:12, Acme Support <n@chorus.example> wrote:";

function wrapped(text: string, columns: number): string[] {
  return text.split("\n").flatMap((line) => {
    const pieces = [""];
    for (const word of line.split(" ")) {
      const last = pieces.at(-1) ?? "";
      if (last !== "" && `${last} ${word}`.length > columns) pieces.push(word);
      else pieces[pieces.length - 1] = last === "" ? word : `${last} ${word}`;
    }
    return pieces;
  });
}

describe.each(MAIL_LANGUAGES)("our mails as programs quote them with marks (%s)", (language) => {
  const at = new Date("2026-11-28T18:12:00Z");
  const openUrl = `https://shop.test/#chorus=${"x".repeat(90)}`;
  const unread = () =>
    unreadMessages({
      ...{ language, tenant, messages: told, openUrl, topic: "My kettle leaks", question: own[0] ?? null },
      ...{ canAnswer: true, unsubscribeUrl: `https://chorus.test/u/${"t".repeat(90)}` },
    });
  const transcript = () =>
    transcriptMail({
      ...{ language, tenant, partner: "Acme Support", leftOut: 12, timeZone: "UTC", locale: language, openUrl },
      lines: [
        { author: "Cara", body: own[0] ?? "", at, isCustomer: true },
        ...told.map((message, day) => ({
          ...message,
          at: new Date(at.getTime() + day * 86_400_000),
          isCustomer: false,
        })),
        { author: "Cara", body: own[1] ?? "", at, isCustomer: true },
      ],
    });
  test.each([
    ["answers", unread],
    ["a copy of the conversation", transcript],
  ])("%s", async (_, write) => {
    const mail = await write();
    const lines = mail.text.split("\n");
    for (const quote of [
      lines.map((line) => `> ${line}`).join("\n"),
      wrapped(mail.text, 72)
        .map((line) => `> ${line}`)
        .join("\n"),
      wrapped(mail.text, 40)
        .map((line) => `> ${line}`)
        .join("\n"),
      lines.flatMap((line) => wrapped(`> ${line}`, 72)).join("\n"),
      await textOfHtml(`<blockquote>${mail.html}</blockquote>`),
      await textOfHtml(`<blockquote type="cite"><div>${WROTE.replace("<", "&lt;")}</div>${mail.html}</blockquote>`),
    ]) {
      expect(splitMail(`${WROTE}\n${quote}`, knownLong).reply).toBe("");
      expect(splitMail(`On Friday.\n\n${WROTE}\n\n${quote}\n\nYes`, knownLong).reply).toBe("On Friday.\n\nYes");
      expect(splitMail(`On Friday.\n\n${quote}`, knownLong).reply).toBe("On Friday.");
    }
  });

  test("answers between their lines", async () => {
    const mail = await unread();
    const answered = (mark: string) =>
      wrapped(mail.text, 72)
        .flatMap((line) => {
          const answer = line.endsWith("door?")
            ? "On Friday."
            : /^- the floor|^• the floor/.test(line)
              ? "Third"
              : null;
          return answer === null ? [`> ${line}`] : [`> ${line}`, `${mark}${answer}`];
        })
        .join("\n");
    for (const mark of ["", "> "])
      expect(splitMail(`${WROTE}\n${answered(mark)}`, knownLong).reply.replace("\n\n", "\n")).toBe("On Friday.\nThird");
    const html = mail.html
      .replace(/(Which door\?)/, "$1<div>On Friday.</div>")
      .replace("the floor", "the floor<br>Third");
    const text = await textOfHtml(`<p>${WROTE.replace("<", "&lt;")}</p><blockquote>${html}</blockquote>`);
    // Below an answer nobody can tell whose word "Okay" is, so it stays.
    expect(splitMail(text, knownLong).reply).toBe("On Friday.\nOkay\n  Third");
  });
});
