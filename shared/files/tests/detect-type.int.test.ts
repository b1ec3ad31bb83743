import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { crc32 } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ACCEPTED_KINDS } from "../src/files-context.ts";
import { detectType } from "../src/types/detect-type.ts";
import type { FileKind } from "../src/types/file-types.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "chorus-types-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function detect(bytes: Buffer | string, declared = "", accepted: readonly FileKind[] = ACCEPTED_KINDS) {
  const file = path.join(folder, "file");
  await writeFile(file, bytes);
  return (await detectType(file, { declared, accepted })).mediaType;
}

/** A zip of entries that are not compressed. */
function zip(entries: Record<string, Buffer | string>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(entries)) {
    const data = Buffer.from(content);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, Buffer.from(name), data]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    directory.push(Buffer.from("PK\x01\x02\x14\0", "latin1"), common, place, Buffer.from(name));
    parts.push(local);
    at += local.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(Object.keys(entries).length, 6);
  end.writeUInt16LE(Object.keys(entries).length, 4);
  end.writeUInt32LE(Buffer.concat(directory).length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, ...directory, Buffer.from("PK\x05\x06"), end]);
}

const contentTypes = (main: string) =>
  `<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType="application/${main}.main+xml"/></Types>`;
const WORD = "vnd.openxmlformats-officedocument.wordprocessingml.document";
const SHEET = "vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const OPEN_TEXT = "application/vnd.oasis.opendocument.text";
const REFUSED = { code: "unsupported_media_type" };

/** "fine" when the bytes have a type or are refused for theirs. @throws whatever else goes wrong */
async function typeOrRefusal(bytes: Buffer | string, declared = ""): Promise<"fine"> {
  await detect(bytes, declared).catch((error: { code?: string }) => {
    if (error.code !== REFUSED.code) throw error;
  });
  return "fine";
}

it.each([
  ["Word", { "[Content_Types].xml": contentTypes(WORD), "word/document.xml": "<w/>" }, `application/${WORD}`],
  [
    "Excel, larger than what is looked at",
    { "[Content_Types].xml": contentTypes(SHEET), "xl/media/a.bin": randomBytes(300_000) },
    `application/${SHEET}`,
  ],
  ["OpenDocument", { mimetype: OPEN_TEXT, "content.xml": "<o/>" }, OPEN_TEXT],
])("a document of %s", async (_, entries, mediaType) => {
  expect(await detect(zip(entries as Record<string, Buffer | string>), mediaType)).toBe(mediaType);
});

it.each([
  ["a Word document with macros", { "[Content_Types].xml": contentTypes("vnd.ms-word.document.macroEnabled") }],
  ["a Java archive", { "META-INF/MANIFEST.MF": "Main-Class: X\n", "X.class": "x" }],
  ["an Android package", { "AndroidManifest.xml": "x", "classes.dex": "x" }],
  ["a zip of anything", { "a.txt": "x" }],
])("%s is refused, whatever it says it is", async (_, entries) => {
  const bytes = zip(entries);
  for (const declared of ["", `application/${WORD}`, "application/zip"])
    await expect(detect(bytes, declared)).rejects.toMatchObject(REFUSED);
});

it("a zip is accepted where archives are", async () => {
  const accepted: FileKind[] = [...ACCEPTED_KINDS, "archive"];
  expect(await detect(zip({ "a.txt": "x" }), "application/zip", accepted)).toBe("application/zip");
});

const EBML = Buffer.from(
  "1a45dfa39f4286810142f7810142f2810442f381084282847765626d42878104428581021853806701ffffffffffffff",
  "hex",
);
const MP4 = Buffer.concat([Buffer.from("\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "latin1"), Buffer.alloc(40)]);

it.each([
  ["video/webm", "video/webm", EBML],
  ["audio/webm", "audio/webm;codecs=opus", EBML],
  ["video/mp4", "video/mp4", MP4],
  ["audio/mp4", "audio/mp4", MP4],
  ["audio/wav", "audio/x-wav", Buffer.concat([Buffer.from("RIFF\x24\0\0\0WAVEfmt "), Buffer.alloc(40)])],
  [
    "audio/mpeg",
    "audio/mp3",
    Buffer.concat([Buffer.from("ID3\x03\0\0\0\0\0\0"), Buffer.from([0xff, 0xfb, 0x90, 0]), Buffer.alloc(500)]),
  ],
])("%s, declared as %s", async (mediaType, declared, bytes) => {
  expect(await detect(bytes, declared)).toBe(mediaType);
  await expect(detect(bytes, "image/png")).rejects.toMatchObject(REFUSED);
});

it.each([
  ["text/plain", "text/plain; charset=utf-8", "Grüße 😀\n"],
  ["text/plain", "application/json", '{"a":1}'],
  ["text/plain", "text/markdown", "# A <script> in the middle"],
  ["text/csv", "text/csv", "a,b\n1,2\n"],
  ["text/plain", "", "<3 this"],
])("%s, declared as %s", async (mediaType, declared, text) => {
  expect(await detect(text, declared)).toBe(mediaType);
});

it("whatever comes is of a type or refused, and nothing else happens", async () => {
  const beginnings = [
    "PK\x03\x04",
    "\x1a\x45\xdf\xa3",
    "OggS\0\x02",
    "RIFF\0\0\0\0WAVE",
    "\0\0\0\x18ftypmp42",
    "ID3\x03\0\0",
  ];
  const others = [
    "\x89PNG\r\n\x1a\n",
    "GIF89a",
    "%PDF-1",
    "II*\0",
    "\xff\xd8\xff",
    "<?xml ",
    "\x1f\x8b\x08",
    "\xff\xfe",
    "\xef\xbb\xbf<",
    "",
  ];
  const bytes = fc.tuple(fc.constantFrom(...beginnings, ...others), fc.uint8Array({ maxLength: 3_000 }), fc.nat(40));
  await fc.assert(
    fc.asyncProperty(bytes, fc.constantFrom("", "text/plain", "image/png"), async ([start, rest, times], declared) => {
      const parts = Array.from({ length: times }, () =>
        Buffer.concat([Buffer.from(start, "latin1"), rest.subarray(0, 50)]),
      );
      const whole = Buffer.concat([Buffer.from(start, "latin1"), rest, ...parts]);
      expect(await typeOrRefusal(whole, declared)).toBe("fine");
    }),
    { numRuns: 300 },
  );
});

it("whatever is put before markup takes no time to look past", async () => {
  const startedAtMs = performance.now();
  for (const prolog of [
    "<!---->".repeat(9_000),
    "<!--".repeat(15_000),
    "<??>".repeat(15_000),
    " <!-- -->\n".repeat(6_000),
  ]) {
    expect(await typeOrRefusal(`${prolog}x`)).toBe("fine");
    await expect(detect(`${prolog.slice(0, 30_000)}--><html>`, "image/png")).rejects.toMatchObject(REFUSED);
  }
  expect(performance.now() - startedAtMs).toBeLessThan(5_000);
});
