import fc from "fast-check";
import { startCpuTime } from "@chorus/testing/cpu-time";
import { describe, expect, it } from "vitest";
import { cleanName, MAX_NAME_LENGTH } from "./clean-name.ts";
import { FILE_TYPES, findType } from "./file-types.ts";

const pdf = findType("application/pdf")!;
const text = findType("text/plain")!;

describe("names of files", () => {
  it.each([
    ["Invoice 12.pdf", "Invoice 12.pdf"],
    ["INVOICE.PDF", "INVOICE.pdf"],
    ["../../etc/passwd", "passwd.pdf"],
    ["..\\..\\windows\\system32\\calc.exe", "calc.exe.pdf"],
    ["/", "file.pdf"],
    ["", "file.pdf"],
    ["...", "file.pdf"],
    [".pdf", "file.pdf"],
    ["\u200B\u2060.pdf", "file.pdf"],
    [".htaccess", "htaccess.pdf"],
    ["invoice.pdf.exe", "invoice.pdf.exe.pdf"],
    ["invoice.php.pdf", "invoice.php.pdf"],
    ["a\0b.pdf", "ab.pdf"],
    ["cut.exe\0.pdf", "cut.exe.pdf"],
    ["a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie_ x=1.pdf"],
    ["\u202Efdp.exe", "fdp.exe.pdf"],
    ["\u2066photo\u2069.pdf", "photo.pdf"],
    ["con.pdf", "_con.pdf"],
    ["COM1", "_COM1.pdf"],
    ["nul.txt.pdf", "_nul.txt.pdf"],
    ["console.pdf", "console.pdf"],
    ['a<b>:"c|?*.pdf', "a_b___c___.pdf"],
    ["a \t  b .pdf", "a b.pdf"],
    ["half \uD83D.pdf", "half.pdf"],
    ["Rechnung für Zoë 😀.pdf", "Rechnung für Zoë 😀.pdf"],
    ["Zoe\u0308.pdf", "Zoë.pdf"],
    ["فاتورة.pdf", "فاتورة.pdf"],
  ])("%j becomes %j", (given, expected) => {
    expect(cleanName(given, pdf)).toBe(expected);
  });

  it("are cut between characters", () => {
    const family = "👨‍👩‍👧‍👦";
    const cleaned = cleanName(`${family.repeat(40)}.txt`, text);
    expect(cleaned).toMatch(/\.txt$/);
    expect(cleaned.length).toBeLessThanOrEqual(MAX_NAME_LENGTH + 4);
    expect(cleaned.slice(0, -4).replaceAll(family, "")).toBe("");
  });

  it("of any length take no time", () => {
    const usedMs = startCpuTime();
    expect(cleanName(`${". a".repeat(1_000_000)}.pdf`, pdf)).toMatch(/\.pdf$/);
    expect(usedMs()).toBeLessThan(1_000);
  });

  it("whatever they are, are one harmless part of a path with the extension of their type", () => {
    const anyName = fc.oneof(
      fc.string({ unit: "binary", maxLength: 200 }),
      fc.string({ unit: fc.constantFrom("/", "\\", ".", "\0", "\r", "\n", "\u202E", " ", "%", "a", "\uD800", '"') }),
    );
    fc.assert(
      fc.property(anyName, fc.constantFrom(...FILE_TYPES), (given, type) => {
        const name = cleanName(given, type);
        expect(name).not.toMatch(/[/\\\0\r\n<>:"|?*\u202A-\u202E\u2066-\u2069]|^\.|^\s|^(con|nul|aux|prn)\./i);
        expect(name).not.toMatch(/\p{Surrogate}/u);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
        expect(type.extensions).toContain(name.slice(name.lastIndexOf(".") + 1));
        expect(cleanName(name, type)).toBe(name);
      }),
    );
  });
});
