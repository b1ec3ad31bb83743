import { startCpuTime } from "@chorus/testing/cpu-time";
import { describe, expect, test } from "vitest";
import { withoutControls, readable } from "./decode-text.ts";
import { quotableText } from "./quotable-text.ts";
import { readContent, readMail } from "./read-mail.ts";
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
  test.each(TEXTS)("%s", (_, text) => {
    expect(took(() => splitMail(text, known))).toBeLessThan(MAX_MS);
    expect(took(() => readable(withoutControls(text)))).toBeLessThan(MAX_MS);
    expect(took(() => textOfHtml(`<p>${text}</p>`))).toBeLessThan(MAX_MS);
  });

  test.each(TEXTS)("a whole mail of %s", async (_, text) => {
    const raw = Buffer.from(
      `From: Cara <cara@shop.test>\r\nTo: reply@chorus.test\r\nSubject: ${text.slice(0, 900).replaceAll(/[\r\n]/g, " ")}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}`,
    );
    const usedMs = startCpuTime();
    const mail = await readMail(raw, { envelopeFrom: "cara@shop.test", trustedHost: "mx.chorus.test" });
    await readContent(mail, known, "en");
    expect(usedMs()).toBeLessThan(2 * MAX_MS);
  });
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
      await readMail(raw, { envelopeFrom: "c@example.test", trustedHost: "mx.test" }).catch(() => undefined);
      expect(usedMs(), unit).toBeLessThan(MAX_MS);
    }
  });
});

test("others are served while a mail of many lines is read", async () => {
  const raw = Buffer.from(`From: c@example.test\r\n\r\n${"\r\n".repeat(100_000)}Hello`);
  let turns = 0;
  const beat = setInterval(() => (turns += 1), 1);
  const mail = await readMail(raw, { envelopeFrom: "c@example.test", trustedHost: null });
  clearInterval(beat);
  expect(mail.from).toBe("c@example.test");
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
  await readMail(raw, { envelopeFrom: "c@example.test", trustedHost: null });
  clearInterval(beat);
  expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000);
  expect(longestMs).toBeLessThan(MAX_MS);
});

test("a mail of more lines than any real one is not read", async () => {
  const raw = Buffer.from(`From: c@example.test\r\n\r\n${"\n".repeat(600_000)}`);
  await expect(readMail(raw, { envelopeFrom: "c@example.test", trustedHost: null })).rejects.toThrow("lines");
});
