import { expect, test } from "vitest";
import { newPartOf } from "./new-part.ts";
import { textOfHtml } from "./text-of-html.ts";

const NEW = "Thank you!\n\nIt fits.";

test.each([
  ["Gmail", `${NEW}\n\nOn Sat, 21 Nov 2026 at 19:02, Olivia <r@c.test> wrote:\n\n> Does it fit?`],
  [
    "Gmail, broken over two lines",
    `${NEW}\n\nOn Sat, 21 Nov 2026 at 19:02, Olivia Berg of Acme\n<r@c.test> wrote:\n> Hm`,
  ],
  ["German", `${NEW}\n\nAm Sa., 21. Nov. 2026 um 19:02 Uhr schrieb Olivia <r@c.test>:\n> Passt es?`],
  ["Spanish", `${NEW}\n\nEl sáb, 21 nov 2026 a las 19:02, Olivia (<r@c.test>) escribió:\n> ¿Vale?`],
  ["Outlook", `${NEW}\n\n________________________________\nFrom: Olivia\nSent: Saturday\nSubject: Hm\n\nDoes it?`],
  ["Outlook without a line", `${NEW}\n\nVon: Olivia\nGesendet: Samstag\nBetreff: Hm\n\nPasst es?`],
  ["Outlook, old", `${NEW}\n\n-----Ursprüngliche Nachricht-----\nVon: Olivia\n\nPasst es?`],
  ["a signature", `${NEW}\n\n-- \nCara Diaz\n+1 555 0100`],
  ["a telephone", `${NEW}\n\nSent from my iPhone\n\nOn Sat, Olivia wrote:\n> Hm`],
  ["answers between the lines", `> Does it fit?\n\n${NEW}\n\n> And the colour?`],
  ["Windows", `${NEW}\n\n-- \nCara`.replaceAll("\n", "\r\n")],
])("%s: only what was added is left", (_, text) => {
  expect(newPartOf(text)).toBe(NEW);
});

test.each([
  "On Monday I wrote a letter: it came back.",
  "From: Berlin is what the label says.",
  "Am Montag schrieb ich Ihnen schon, ohne Antwort.",
  "a -- b",
])("a sentence stays: %s", (text) => {
  expect(newPartOf(text)).toBe(text);
});

test("a mail that was made to take long does not", () => {
  const hostile = ["<style>", "<!--", "<", "&", "<blockquote>"].map((part) => part.repeat(200_000)).join("");
  expect(textOfHtml(hostile)).toBe("");
  expect(newPartOf("On ".repeat(100_000))).not.toBe("");
});

test("nothing but a quote is nothing", () => {
  expect(newPartOf("On Sat, Olivia wrote:\n> Hello")).toBe("");
});

test("HTML becomes the text that is seen, without what is quoted, and never markup again", () => {
  const html = `<html><head><style>p { color: red }</style></head><body><p>Thank&nbsp;you &amp; bye</p>
    <div>1 &lt; 2&#33;<br>New line</div><script>alert(1)</script>
    <div class="gmail_quote">On Sat, Olivia wrote: <blockquote>Hello</blockquote></div></body></html>`;
  expect(textOfHtml(html).trim()).toBe("Thank you & bye\n1 < 2!\nNew line");
});
