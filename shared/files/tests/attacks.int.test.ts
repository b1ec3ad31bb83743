import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { getPriority, tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { pngBomb } from "@chorus/testing/png";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fileResponse } from "../src/file-response.ts";
import { createImageProcessor, IMAGE_LIMITS } from "../src/images/image-processor.ts";
import { openFile, type FilePurpose } from "../src/store/open-file.ts";
import { storeFile, type Upload } from "../src/store/store-file.ts";
import { startFiles, type Files } from "../src/store/testing/harness.ts";

let files: Files;
let tenantId: string;
beforeAll(async () => {
  files = await startFiles();
  tenantId = await files.tenant();
});
afterAll(() => files[Symbol.asyncDispose]());

const solid = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "#804020" } });

const send = (bytes: Uint8Array | string, mediaType: string, overrides: Partial<Upload> = {}) =>
  storeFile(files.context, files.upload(tenantId, bytes, { mediaType, ...overrides }));

/** As a browser would get it. */
async function served(fileId: string, purpose: FilePurpose = "view") {
  const file = await openFile(files.context, { tenantId, fileId, purpose });
  const response = await fileResponse(file, { method: "GET", headers: new Headers() });
  return { headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
}

/** The code a picture is refused with, or "whole" when what is served is one to its last pixel. @throws when it is not */
async function fateOf(bytes: Buffer, mediaType: string): Promise<string | undefined> {
  const outcome = await send(bytes, mediaType).catch((error: { code?: string }) => error);
  if (!("id" in outcome)) return outcome.code;
  const pixels = await sharp((await served(outcome.id)).bytes, { failOn: "warning" })
    .raw()
    .toBuffer();
  return pixels.length > 0 ? "whole" : "empty";
}

const REFUSED = { code: "unsupported_media_type" };
const BROKEN = { code: "invalid" };

/** A GIF whose canvas and frames are so large, with the data of one pixel in each frame. */
function gifBomb(canvas: number, frames: number, edge: number): Buffer {
  const head = Buffer.from("GIF89a\0\0\0\0\x80\0\0\0\0\0\xff\xff\xff", "latin1");
  head.writeUInt16LE(canvas, 6);
  head.writeUInt16LE(canvas, 8);
  const frame = Buffer.from("\x21\xf9\x04\0\x0a\0\0\0\x2c\0\0\0\0\0\0\0\0\0\x02\x02\x44\x01\0", "latin1");
  frame.writeUInt16LE(edge, 13);
  frame.writeUInt16LE(edge, 15);
  return Buffer.concat([head, ...Array.from({ length: frames }, () => frame), Buffer.from(";")]);
}

describe("files that are two things at once", () => {
  const script = "*/=1;alert(document.domain)//<script>alert(1)</script><?php system($_GET[0]); ?>";
  it.each([
    ["JPEG and what follows it", "image/jpeg", async () => [await solid(40, 30).jpeg().toBuffer(), script]],
    ["PNG and what follows it", "image/png", async () => [await solid(40, 30).png().toBuffer(), script]],
    ["GIF and JavaScript", "image/gif", async () => [await solid(40, 30).gif().toBuffer(), script]],
    ["WebP and HTML", "image/webp", async () => [await solid(40, 30).webp().toBuffer(), script]],
    [
      "JPEG and PHP in its metadata",
      "image/jpeg",
      async () => [
        await solid(40, 30)
          .withExif({ IFD0: { ImageDescription: script, Copyright: script } })
          .jpeg()
          .toBuffer(),
      ],
    ],
    [
      "JPEG and a zip (a JAR) behind it",
      "image/jpeg",
      async () => [await solid(40, 30).jpeg().toBuffer(), `PK\x05\x06${"\0".repeat(18)}${script}`],
    ],
  ])("%s: only the picture is kept", async (_, mediaType, make) => {
    const bytes = Buffer.concat((await make()).map((part) => Buffer.from(part)));
    expect(bytes.includes("alert(document")).toBe(true);
    const { id } = await send(bytes, mediaType);
    const { bytes: kept } = await served(id);
    for (const trace of ["alert", "script", "php", "PK\x05\x06", "Exif"]) expect(kept.includes(trace)).toBe(false);
    expect(await sharp(kept).metadata()).toMatchObject({ width: 40, height: 30 });
  });

  it("a place and a camera do not stay in a photograph, and it is turned upright", async () => {
    const exif = { IFD0: { Make: "Camera" }, IFD3: { GPSLatitude: "60/1 23/1 0/1" } };
    const photograph = await solid(40, 30).withExif(exif).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const { id, width, height } = await send(photograph, "image/jpeg");
    const metadata = await sharp((await served(id)).bytes).metadata();
    expect(metadata.exif).toBeUndefined();
    expect([width, height]).toEqual([30, 40]);
  });

  it("PDF and HTML is a download that no browser shows as a page", async () => {
    const { id } = await send(`%PDF-1.7\n<html>${script}</html>`, "application/pdf", { name: "a.html" });
    const { headers } = await served(id);
    expect(headers.get("content-type")).toBe("application/pdf");
    expect(headers.get("content-disposition")).toBe('attachment; filename="a.html.pdf"');
    expect(headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-site");
  });

  it("PDF and zip is refused where archives are", async () => {
    await expect(send(`%PDF-1.7\nPK\x03\x04PK\x05\x06${"\0".repeat(18)}`, "application/pdf")).rejects.toMatchObject(
      REFUSED,
    );
  });
});

describe("files that are not what they say", () => {
  it.each([
    ["a program as a picture", Buffer.concat([Buffer.from("MZ\x90\0"), randomBytes(200)]), "image/png"],
    ["a program as it is", Buffer.concat([Buffer.from("\x7fELF\x02\x01\x01"), randomBytes(200)]), ""],
    ["a Mach-O program", Buffer.concat([Buffer.from([0xcf, 0xfa, 0xed, 0xfe]), randomBytes(200)]), ""],
    ["a Java class", Buffer.concat([Buffer.from([0xca, 0xfe, 0xba, 0xbe]), randomBytes(200)]), ""],
    ["a script with its interpreter", "#!/bin/sh\nrm -rf ~\n", "text/plain"],
    ["HTML as a picture", "<html><script>alert(1)</script>", "image/png"],
    ["HTML as text", "  \n<!-- hello -->\n<!DOCTYPE html><script>alert(1)</script>", "text/plain"],
    ["HTML behind a byte order mark", "\uFEFF<script>alert(1)</script>", "text/plain"],
    ["SVG with a script", '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "image/svg+xml"],
    ["SVG as PNG", '<?xml version="1.0"?><svg onload="alert(1)"/>', "image/png"],
    ["SVG with a prefix", '<s:svg xmlns:s="http://www.w3.org/2000/svg"/>', "text/plain"],
    ["XML with entities", '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', ""],
    ["PDF as a picture", "%PDF-1.7\n", "image/jpeg"],
    ["a picture as PDF", solid(4, 4).png().toBuffer(), "application/pdf"],
    ["a zip", Buffer.concat([Buffer.from("PK\x03\x04"), randomBytes(100)]), "application/zip"],
    ["a zip bomb in gzip", gzipSync(Buffer.alloc(5_000_000)), ""],
    ["nothing", "", "text/plain"],
    ["noise", Buffer.concat([Buffer.from([0xfe, 0x01]), randomBytes(5_000)]), "text/plain"],
    ["text with NUL", "a\0b", "text/plain"],
    ["half a character of UTF-8", Buffer.from([0x61, 0xc3]), "text/plain"],
    ["an unknown type", "{}", "application/x-unknown"],
  ])("%s: refused, and nothing is kept", async (_, bytes, mediaType) => {
    const before = await files.counts(tenantId);
    await expect(send(await bytes, mediaType)).rejects.toMatchObject(REFUSED);
    expect(await files.counts(tenantId)).toEqual(before);
  });

  it("a picture of another format is taken for what it is", async () => {
    const file = await send(await solid(8, 8).png().toBuffer(), "image/jpeg", { name: "photo.jpg" });
    expect(file).toMatchObject({ mediaType: "image/png", name: "photo.jpg.png" });
  });

  it("SVG and HTML, where they are accepted, are downloads without a type that a browser shows", async () => {
    const context = { ...files.context, accepted: [...files.context.accepted, "markup" as const] };
    for (const [text, mediaType, name] of [
      ["<svg onload='alert(1)'/>", "image/svg+xml", "logo.svg"],
      ["<!doctype html><script>alert(1)</script>", "text/html", "page.html"],
    ] as const) {
      const { id } = await storeFile(context, files.upload(tenantId, text, { mediaType, name }));
      for (const purpose of ["view", "download"] as const) {
        const { headers } = await served(id, purpose);
        expect(headers.get("content-type")).toBe("application/octet-stream");
        expect(headers.get("content-disposition")).toBe(`attachment; filename="${name}"`);
      }
      await expect(served(id, "thumbnail")).rejects.toMatchObject({ code: "not_found" });
    }
  });

  it("text that only mentions HTML is text, and never a page", async () => {
    const { id, name } = await send("Write <script> like this", "text/plain", { name: "evil.html" });
    expect(name).toBe("evil.html.txt");
    const { headers } = await served(id);
    expect(headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(headers.get("content-disposition")).toMatch(/^attachment/);
  });
});

describe("a portrait", () => {
  const portrait = async (bytes: Buffer) => {
    const folder = await mkdtemp(path.join(tmpdir(), "portrait-"));
    const [input, output] = [path.join(folder, "input"), path.join(folder, "output")];
    await writeFile(input, bytes);
    await using images = createImageProcessor();
    try {
      await images.square({ input, output, edge: 64 }, { tenantId, personId: "mia" });
      return await readFile(output);
    } finally {
      await rm(folder, { recursive: true });
    }
  };

  it("is the upright middle of the image, square, without what was hidden in it", async () => {
    const [red, blue] = ["#ff0000", "#0000ff"];
    const middle = { create: { width: 40, height: 40, channels: 3 as const, background: blue } };
    const photograph = await sharp({ create: { width: 120, height: 40, channels: 3, background: red } })
      .composite([{ input: middle, left: 40, top: 0 }])
      .withExif({ IFD0: { Artist: "SECRET STREET 5" } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const bytes = await portrait(photograph);
    expect(bytes.includes("SECRET")).toBe(false);
    const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
    expect(info).toMatchObject({ width: 64, height: 64 });
    const [r = 0, , b = 0] = data.subarray((32 * 64 + 32) * info.channels);
    expect(b).toBeGreaterThan(200);
    expect(r).toBeLessThan(60);
  });

  it.each([
    ["of too many pixels", pngBomb(30_000, 30_000, 1_000_000), /too many pixels/],
    ["of too many frames", gifBomb(10, 4_000, 1), /too many pixels/],
    ["with nothing but its head", pngBomb(100, 100, 0), /broken/],
  ])("%s is refused", async (_, bytes, detail) => {
    await expect(portrait(bytes)).rejects.toMatchObject({ code: "invalid", detail: expect.stringMatching(detail) });
  });
});

describe("images that unfold", () => {
  it.each([
    ["PNG of 30,000 x 30,000 pixels", "image/png", () => pngBomb(30_000, 30_000, 1_000_000)],
    ["PNG 1 pixel high and 60,000 wide", "image/png", () => pngBomb(60_000, 1, 180_001)],
    ["GIF of 65,535 x 65,535 pixels", "image/gif", () => gifBomb(65_535, 1, 65_535)],
    ["GIF of 4,000 frames", "image/gif", () => gifBomb(10, 4_000, 1)],
    ["GIF of 100 frames of 2,000 x 2,000", "image/gif", () => gifBomb(2_000, 100, 1)],
  ])("%s: refused before it is unfolded", async (_, mediaType, make) => {
    const startedAtMs = performance.now();
    const tooLarge = { code: "invalid", detail: expect.stringMatching(/too many pixels/) };
    await expect(send(make(), mediaType)).rejects.toMatchObject(tooLarge);
    expect(performance.now() - startedAtMs).toBeLessThan(IMAGE_LIMITS.timeoutMs);
  });

  it.each([
    ["JPEG cut in half", async () => halfOf(await noise().jpeg().toBuffer()), "image/jpeg"],
    ["PNG cut in half", async () => halfOf(await noise().png().toBuffer()), "image/png"],
    ["WebP cut in half", async () => halfOf(await noise().webp().toBuffer()), "image/webp"],
    ["GIF cut in half", async () => halfOf(await noise().gif().toBuffer()), "image/gif"],
    ["PNG of the largest size it can say", async () => pngBomb(0x7f_ff_ff_ff, 0x7f_ff_ff_ff, 100), "image/png"],
    ["PNG with nothing but its head", async () => pngBomb(100, 100, 0), "image/png"],
  ])("%s: refused", async (_, make, mediaType) => {
    await expect(send(await make(), mediaType)).rejects.toMatchObject(BROKEN);
  });

  it("random damage is refused or comes out as a whole picture", async () => {
    const whole = await noise().jpeg().toBuffer();
    for (let round = 0; round < 20; round += 1) {
      const damaged = Buffer.from(whole);
      for (let flip = 0; flip < 20; flip += 1)
        damaged[20 + ((round * 7919 + flip * 104_729) % (whole.length - 20))]! ^= 0xff;
      expect(["whole", "invalid", "unsupported_media_type"]).toContain(await fateOf(damaged, "image/jpeg"));
    }
  });

  it("an animation stays one, with its frames", async () => {
    const frames = { width: 10, height: 120, channels: 3, pageHeight: 10 } as const;
    const animation = await sharp(randomBytes(10 * 120 * 3), { raw: frames })
      .gif()
      .toBuffer();
    const { id, width, height } = await send(animation, "image/gif");
    expect(await sharp((await served(id)).bytes).metadata()).toMatchObject({ format: "gif", pages: 12 });
    expect([width, height]).toEqual([10, 10]);
  });

  it("a decoder that takes too long is ended, and the next image has another", async () => {
    await using images = createImageProcessor({ ...IMAGE_LIMITS, timeoutMs: 1 });
    const impatient = { ...files.context, images };
    const upload = files.upload(tenantId, await noise().png().toBuffer(), { mediaType: "image/png" });
    await expect(storeFile(impatient, upload)).rejects.toMatchObject({ code: "invalid", detail: /too long/ });
    expect((await send(await solid(8, 8).png().toBuffer(), "image/png")).width).toBe(8);
  });

  it("are decoded by a process that has no secrets and gives way to everybody", async () => {
    await send(await solid(8, 8).png().toBuffer(), "image/png");
    const children = readdirSync("/proc/self/task").flatMap((thread) =>
      readFileSync(`/proc/self/task/${thread}/children`, "utf8").split(" ").filter(Boolean),
    );
    const decoders = children.filter((pid) => readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("image-program"));
    expect(decoders).toHaveLength(1);
    const names = readFileSync(`/proc/${decoders[0]}/environ`, "utf8")
      .split("\0")
      .map((entry) => entry.split("=")[0]);
    expect(names.filter((name) => name && !name.startsWith("NODE_CHANNEL_"))).toEqual([]);
    expect(getPriority(Number(decoders[0]))).toBe(19);
  });

  it("more than may wait are told to come again", async () => {
    await using images = createImageProcessor({ ...IMAGE_LIMITS, maxWaiting: 1 });
    const bytes = await noise().png().toBuffer();
    const store = () =>
      storeFile({ ...files.context, images }, files.upload(tenantId, bytes, { mediaType: "image/png" }));
    const outcomes = await Promise.allSettled(Array.from({ length: 6 }, store));
    const refused = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(refused.length).toBeGreaterThan(0);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: "unavailable" });
  });

  it("one person's many leave places to the others, who are served before most of them", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "flood-"));
    const input = path.join(folder, "input");
    await writeFile(input, await noise().png().toBuffer());
    await using images = createImageProcessor();
    const served: string[] = [];
    const portraitOf = async (personId: string, of: string, number: number) => {
      const output = path.join(folder, `${of}-${personId}-${number}`);
      await images.square({ input, output, edge: 64 }, { tenantId: of, personId });
      served.push(personId);
    };
    try {
      const flood = Array.from({ length: 20 }, (_, number) => portraitOf("flood", "here", number));
      const others = [portraitOf("colleague", "here", 0), portraitOf("stranger", "elsewhere", 0)];
      const outcomes = await Promise.allSettled(flood);
      await Promise.all(others);
      expect(outcomes.map(({ status }) => status)).toEqual([
        ...Array.from({ length: 1 + IMAGE_LIMITS.maxWaitingOfPerson }, () => "fulfilled"),
        ...Array.from({ length: 19 - IMAGE_LIMITS.maxWaitingOfPerson }, () => "rejected"),
      ]);
      expect(served.slice(0, 4)).toEqual(["flood", "flood", "stranger", "colleague"]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe("senders that do not behave", () => {
  const limits = { maxBytes: 100_000, maxDurationMs: 60_000, maxSilenceMs: 100 };
  const store = (overrides: Partial<Upload>) =>
    storeFile({ ...files.context, limits }, files.upload(tenantId, "", { mediaType: "text/plain", ...overrides }));

  it("that announce too much are refused before they send, those that only send it as soon as they do", async () => {
    let taken = 0;
    async function* endless() {
      for (;;) {
        yield Buffer.alloc(10_000, 97);
        taken += 10_000;
      }
    }
    await expect(store({ sizeBytes: 100_001, body: endless() })).rejects.toMatchObject({ code: "payload_too_large" });
    expect(taken).toBe(0);
    await expect(store({ body: endless() })).rejects.toMatchObject({ code: "payload_too_large" });
    expect(taken).toBeLessThanOrEqual(110_000);
  });

  it("that break off or fall silent leave nothing", async () => {
    const before = await files.counts(tenantId);
    async function* broken() {
      yield Buffer.from("begin");
      throw new Error("connection reset");
    }
    async function* silent() {
      yield Buffer.from("begin");
      await new Promise(() => undefined);
    }
    await expect(store({ body: broken() })).rejects.toMatchObject({ code: "bad_request" });
    await expect(store({ body: silent() })).rejects.toMatchObject({ code: "bad_request" });
    expect(await files.counts(tenantId)).toEqual(before);
  });
});

const noise = () => sharp(randomBytes(300 * 200 * 3), { raw: { width: 300, height: 200, channels: 3 } });
const halfOf = (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length / 2));
