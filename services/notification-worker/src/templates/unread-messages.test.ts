import { expect, test } from "vitest";
import { mailLanguage } from "./languages.ts";
import { readableOn } from "./layout.ts";
import { unreadMessages } from "./unread-messages.ts";

const tenant = { name: "Acme", teamName: "Acme Support", accentColour: "#1f6b4a" };

function mail(messages: { author: string; body: string }[]) {
  return unreadMessages({
    language: "en",
    tenant,
    messages,
    ...{ topic: null, question: null },
    openUrl: "https://shop.test/#chorus=1",
    canAnswer: true,
    unsubscribeUrl: "https://chorus.test/u/t",
  });
}

test("what people write stays text", async () => {
  const hostile = `</p><script>alert(1)</script><a href="https://evil.test">x</a>`;
  const { html, notice } = await mail([{ author: `<img src=x onerror=1>`, body: hostile }]);
  expect(html).not.toMatch(/<script|<img|evil\.test"/);
  expect(html).toContain("&lt;script&gt;");
  expect(notice).toContain("<img");
});

test("lines stay lines, and a name stands once over what one person says in a row", async () => {
  const { html } = await mail([
    { author: "Ana", body: "One\nTwo" },
    { author: "Ana", body: "Three" },
    { author: "Bo", body: "Four" },
  ]);
  expect(html).toContain("One<br>Two");
  expect(html.match(/>Ana</g)).toHaveLength(1);
  expect(html.match(/>Bo</g)).toHaveLength(1);
});

test("spaces stay as many as they are, and each paragraph has the direction of its own letters", async () => {
  const { html } = await mail([{ author: "Ana", body: "شكرا  4711!\n  - two" }]);
  expect(html).toMatch(/class="bubble"[^>]*>\s*<p dir="auto"/);
  expect(html).toContain("شكرا\u00A0 4711!<br>\u00A0 - two");
});

test("a command is copied as it was written, and its spaces stay", async () => {
  const body = "Run `npm  ci\t--omit dev`  first:\n```\nif x:\n    y  = 1\n\tz\n```\n  **two**  words  here";
  const { html } = await mail([{ author: "Ana", body }]);
  expect(html).toMatch(/<code[^>]*>npm {2}ci\t--omit dev<\/code>\u00A0 first:/);
  expect(html).toMatch(/<pre[^>]*>if x:\n {4}y {2}= 1\n\tz<\/pre>/);
  expect(html).toContain("\u00A0 <strong>two</strong>\u00A0 words\u00A0 here");
});

test("the subject of the mails before is kept", async () => {
  const { subject, html } = await unreadMessages({
    ...{ language: "en", tenant, messages: [{ author: "Ana", body: "One" }], keptSubject: "Acme: Where is it?" },
    ...{ topic: null, question: null, openUrl: null, canAnswer: true, unsubscribeUrl: "https://chorus.test/u/t" },
  });
  expect([subject, /<title>(.*)<\/title>/.exec(html)?.[1]]).toEqual(["Acme: Where is it?", "Acme: Where is it?"]);
});

test("the subject is the same whoever answers, and however often", async () => {
  const one = await mail([{ author: "Ana", body: "One" }]);
  const two = await mail([
    { author: "Bo", body: "Two" },
    { author: "Bo", body: "Three" },
  ]);
  expect(two.subject).toBe(one.subject);
  expect(two.notice).toBe("2 new messages from Bo");
});

test("what was asked stands above the answers, shortened, and names the mail with the company", async () => {
  const { html, text, subject } = await unreadMessages({
    ...{
      language: "en",
      tenant,
      messages: [{ author: "Ana", body: "**Today**, see [the list](https://shop.test/l)" }],
    },
    ...{ topic: "Where is it?", question: `**Where** is it?\n${"word ".repeat(100)}` },
    ...{ openUrl: null, canAnswer: true, unsubscribeUrl: "https://chorus.test/u/t" },
  });
  expect(subject).toBe("Acme Support: Where is it?");
  expect(html).toMatch(/Your message<\/p>[^]*Where is it\?<br \/>(?:word )+word…[^]*class="bubble"/);
  expect(text).toMatch(
    /Your message:\nWhere is it\?\n(?:word )+word…\n\nAna:\nToday, see the list \(https:\/\/shop\.test\/l\)/,
  );
  expect(html).toMatch(/<strong>Today<\/strong>, see <a href="https:\/\/shop\.test\/l"/);
});

test("a crowd of messages is five and a number", async () => {
  const many = Array.from({ length: 12 }, (_, at) => ({ author: "Ana", body: `message ${at}` }));
  const { html, text } = await mail(many);
  for (const part of [html, text]) {
    expect(part).toContain("message 4");
    expect(part).not.toContain("message 5");
    expect(part).toContain("… and 7 more.");
  }
});

test("the language is the first one we write", () => {
  expect(mailLanguage("de-AT", "en")).toBe("de");
  expect(mailLanguage("fr", null, "es-MX")).toBe("es");
  expect(mailLanguage(null)).toBe("en");
});

test("text on a tenant's colour can be read", () => {
  expect(readableOn("#1f6b4a")).toBe("#ffffff");
  expect(readableOn("#ffe066")).toBe("#111111");
});
