import { startCpuTime } from "@chorus/testing/cpu-time";
import { describe, expect, test } from "vitest";
import { withoutControls, readable } from "./decode-text.ts";
import { quotableText } from "./quotable-text.ts";
import { parseMail } from "./mime-parts.ts";
import { readContent, readHead } from "./read-mail.ts";
import { splitMail } from "./split-mail.ts";
import { textOfHtml } from "./text-of-html.ts";

const CHARACTERS = 60_000;
const fill = (unit: string) => unit.repeat(Math.ceil(CHARACTERS / unit.length));

/** What patterns that try again from every place take minutes for: anybody who has a reply address can send it. */
const TEXTS: [name: string, text: string][] = [
  ["blanks, then a word", `${fill(" ")}X`],
  ["a word between blanks", `${fill(" ")}X${fill(" ")}X`],
  ["blank lines with blanks", `${fill("   \n")}X`],
  ["tabs and blanks", `${fill("\t ")}X`],
  ["no-break spaces", `${fill("\u00a0")}X`],
  ["marks of quotes", `${fill("> ")}X`],
  ["marks without blanks", `${fill(">")}X`],
  ["rules", `${fill("-")}X${fill("-")} X`],
  ["underscores", `${fill("_")} X`],
  ["header names", fill("From: a\n")],
  ["a header name that goes on", `From: ${fill(" a")}`],
  ["attributions", fill("On Monday Cara wrote:\n")],
  ["an attribution without an end", `On ${fill("Monday, ")}X`],
  ["marked attributions", fill("> On 28.11.2026 18:12 Cara wrote:\n")],
  ["marked attributions of others", fill("> On 28.11.2026 18:12 Eve <e@evil.test> wrote:\n")],
  ["marked attributions that end in turn", fill("> On 28.11.2026 18:12 Cara wrote:\n>> x\n")],
  ["marked attributions in blocks", fill("> On 28.11.2026 18:12 Eve wrote:\n\n")],
  ["marked header names", fill("> From: a\n")],
  ["marks and blanks", fill("> \t")],
  ["lines that nobody sees", `${fill("\u200B\n")}X`],
  ["characters that nobody sees", `${fill("\u200B")}X`],
  ["colons", fill(": ")],
  ["addresses", fill("<a@b.c> ")],
  ["brackets", fill("<")],
  ["one long word", fill("x")],
  ["a character that stands for eighteen", fill("\uFDFA")],
  ["fractions", fill("\u00BD")],
  ["ligatures", fill("\uFB03 ")],
  ["syllables without blanks", fill("\u3042")],
  ["empty lines", fill("\n")],
  ["signature marks", fill("-- \n")],
  ["marks of our own", fill("\uE001")],
  ["marks of our own, a line each", fill("\uE001\n")],
];

/** Far more than a linear reading takes on a busy machine, far less than a square one. */
const MAX_MS = 1_500;

function took(run: () => unknown): number {
  const usedMs = startCpuTime();
  run();
  return usedMs();
}

describe("reading a mail takes a time that grows with its length", () => {
  const known = quotableText(["Thank you for writing"], ["Cara", "Acme"]);
  test.each(TEXTS)("%s", async (_, text) => {
    expect(took(() => splitMail(text, known))).toBeLessThan(MAX_MS);
    expect(took(() => readable(withoutControls(text)))).toBeLessThan(MAX_MS);
    const usedMs = startCpuTime();
    await textOfHtml(`<p>${text}</p>`);
    expect(usedMs()).toBeLessThan(MAX_MS);
  });

  test.each(TEXTS)("a whole mail of %s", async (_, text) => {
    const raw = Buffer.from(
      `From: Cara <cara@shop.test>\r\nTo: reply@chorus.test\r\nSubject: ${text.slice(0, 900).replaceAll(/[\r\n]/g, " ")}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}`,
    );
    const usedMs = startCpuTime();
    await readHead(raw, { envelopeFrom: "cara@shop.test", trustedHost: "mx.chorus.test" });
    await readContent((await parseMail(raw)).root, known, "en");
    expect(usedMs()).toBeLessThan(2 * MAX_MS);
  });
});

test.each(["a", "ab", "abc"])("lines like those of a long conversation of %s", (unit) => {
  const known = quotableText(
    Array.from({ length: 100 }, () => unit.repeat(8_000 / unit.length)),
    ["Cara"],
  );
  const lines = Array.from({ length: 5_000 }, (_, at) => `> ${unit.repeat(6)}${at % 10}z`);
  expect(took(() => splitMail(lines.join("\n"), known))).toBeLessThan(MAX_MS);
});

test("introductions between lines like those of a long conversation", () => {
  const known = quotableText(
    Array.from({ length: 100 }, () => "a".repeat(8_000)),
    ["Cara"],
  );
  const part = `> ${"a".repeat(20)}\n> On 28.11.2026 18:12 Eve wrote:\n>> c${"a".repeat(500)}\n`;
  expect(took(() => splitMail(fill(part), known))).toBeLessThan(MAX_MS);
});

test.each([
  ["> ", ["> Thank you for writing\n", "> x\n"]],
  ["marks in turn", ["> Thank you for writing\n", ">> x\n", "> y\n"]],
  ["answers behind our lines", ["> Thank you for writing it is 4711\n"]],
  ["copies", ["> Cara, 18:12:\n", "> x\n", "> \n", "> 28 November 2026\n"]],
  ["blocks", ["> Thank you for writing\n", "x\n\n"]],
  ["signatures", ["> Thank you for writing\n", "-- \n", "Cara\n\n", "PS: x\n"]],
  ["lines of few letters, and blanks", ["> Thank you\n", "> \n", "> for\n", ">\n"]],
])("answers within a quote of a long conversation: %s", (_, units) => {
  const known = quotableText(
    Array.from({ length: 100 }, () => `${"Thank you for writing\n".repeat(350)}Thank you\nx`),
    ["Cara"],
  );
  expect(took(() => splitMail(fill(units.join("")), known))).toBeLessThan(MAX_MS);
});

describe("a header takes a time that grows with its length", () => {
  const NAMES = [
    "From",
    "To",
    "Subject",
    "Message-ID",
    "References",
    "Authentication-Results",
    "Content-Type",
    "List-Id",
  ];
  const UNITS = ["a", '"\\', "(", "<a@b.c> ", "=?utf-8?q?a?= ", "a;b=", "a@", "a,", '"', "=?", "a."];
  test.each(NAMES)("%s", async (name) => {
    const from = name === "From" ? "" : "From: c@example.test\r\n";
    for (const unit of UNITS) {
      const raw = Buffer.from(`${from}${name}: ${fill(unit)}\r\n\r\nHello`);
      const usedMs = startCpuTime();
      await readHead(raw, { envelopeFrom: "c@example.test", trustedHost: "mx.test" }).catch(() => undefined);
      await parseMail(raw).catch(() => undefined);
      expect(usedMs(), unit).toBeLessThan(MAX_MS);
    }
  });
});

test("others are served while a mail of many lines is read", async () => {
  const raw = Buffer.from(`From: c@example.test\r\n\r\n${"\r\n".repeat(100_000)}Hello`);
  let turns = 0;
  const beat = setInterval(() => (turns += 1), 1);
  const { root } = await parseMail(raw);
  clearInterval(beat);
  expect(root.headers.map(({ value }) => value)).toEqual(["c@example.test"]);
  // Read in one go it would be one at most.
  expect(turns).toBeGreaterThan(5);
});

test.each([
  ["short lines", "\n"],
  ["short lines of base64", "QQ==\n"],
])("a mail of %s needs memory of its own size, not of its lines", async (name, line) => {
  const encoding = name.includes("base64") ? "Content-Transfer-Encoding: base64\r\n" : "";
  const raw = Buffer.from(`From: c@example.test\r\n${encoding}\r\n${line.repeat(400_000)}`);
  const before = process.memoryUsage().rss;
  let longestMs = 0;
  let lastMs = performance.now();
  const beat = setInterval(() => {
    longestMs = Math.max(longestMs, performance.now() - lastMs);
    lastMs = performance.now();
  }, 1);
  await parseMail(raw);
  clearInterval(beat);
  expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000);
  expect(longestMs).toBeLessThan(MAX_MS);
});

test("a mail of more lines than any real one is not read", async () => {
  const raw = Buffer.from(`From: c@example.test\r\n\r\n${"\n".repeat(600_000)}`);
  await expect(parseMail(raw)).rejects.toThrow("lines");
});
