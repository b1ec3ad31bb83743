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
  expect(html).toContain("One<br />Two");
  expect(html.match(/>Ana</g)).toHaveLength(1);
  expect(html.match(/>Bo</g)).toHaveLength(1);
});

test("spaces stay as many as they are, and each paragraph has the direction of its own letters", async () => {
  const { html } = await mail([{ author: "Ana", body: "شكرا  4711!\n  - two" }]);
  expect(html).toMatch(/<p\s+dir="auto"\s+class="bubble"/);
  expect(html).toContain("شكرا\u00A0 4711!<br />\u00A0 - two");
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
