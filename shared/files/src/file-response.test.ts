import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { fileResponse } from "./file-response.ts";
import type { OpenFile } from "./store/open-file.ts";
import type { ByteRange } from "./storage/blob-storage.ts";

const TEXT = "0123456789";
const opened: (ByteRange | undefined)[] = [];

const fileOf = (overrides: Partial<OpenFile> = {}): OpenFile => ({
  id: "01990000-0000-7000-8000-000000000001",
  purpose: "view",
  name: "a.txt",
  mediaType: "text/plain",
  sizeBytes: TEXT.length,
  open: async (range) => {
    opened.push(range);
    return Readable.from([Buffer.from(range ? TEXT.slice(range.start, range.end + 1) : TEXT)]);
  },
  ...overrides,
});

async function get(headers: Record<string, string> = {}, file = fileOf(), method = "GET") {
  opened.length = 0;
  const response = await fileResponse(file, { method, headers: new Headers(headers) });
  return { status: response.status, text: await response.text(), header: (name: string) => response.headers.get(name) };
}

describe("a file over HTTP", () => {
  it("comes whole, with headers that make it nobody's page", async () => {
    const answer = await get();
    expect(answer).toMatchObject({ status: 200, text: TEXT });
    expect(answer.header("content-length")).toBe("10");
    expect(answer.header("content-disposition")).toBe('attachment; filename="a.txt"');
    expect(answer.header("cache-control")).toBe("private, max-age=300, immutable");
    expect(answer.header("x-content-type-options")).toBe("nosniff");
    expect(answer.header("content-security-policy")).toBe("default-src 'none'; sandbox");
    expect(answer.header("referrer-policy")).toBe("no-referrer");
  });

  it.each([
    ["bytes=0-0", 206, "0", "bytes 0-0/10"],
    ["bytes=4-", 206, "456789", "bytes 4-9/10"],
    ["bytes=-3", 206, "789", "bytes 7-9/10"],
    ["bytes=5-1000000000000000000000", 206, "56789", "bytes 5-9/10"],
    ["bytes=10-", 416, "", "bytes */10"],
    ["bytes=-0", 416, "", "bytes */10"],
    ["bytes=0-1,5-6", 200, TEXT, null],
    [`bytes=${"0-0,".repeat(2_000)}5-6`, 200, TEXT, null],
    ["bytes=a-b", 200, TEXT, null],
    ["lines=0-1", 200, TEXT, null],
    ["nonsense", 200, TEXT, null],
  ])("range %s", async (range, status, text, contentRange) => {
    const answer = await get({ range });
    expect(answer).toMatchObject({ status, text });
    expect(answer.header("content-range")).toBe(contentRange);
  });

  it("is not sent again to who has it, and a part only of the same", async () => {
    const etag = (await get()).header("etag")!;
    for (const condition of [etag, `W/${etag}`, `"x", ${etag}`, "*"]) {
      expect(await get({ "if-none-match": condition })).toMatchObject({ status: 304, text: "" });
      expect(opened).toEqual([]);
    }
    expect((await get({ "if-none-match": '"x"' })).status).toBe(200);
    expect((await get({ range: "bytes=1-2", "if-range": etag })).text).toBe("12");
    expect((await get({ range: "bytes=1-2", "if-range": '"x"' })).text).toBe(TEXT);
    expect((await get({}, fileOf({ purpose: "thumbnail" }))).header("etag")).not.toBe(etag);
  });

  it("HEAD opens nothing", async () => {
    const answer = await get({ range: "bytes=0-1" }, fileOf(), "HEAD");
    expect(answer).toMatchObject({ status: 200, text: "" });
    expect(answer.header("content-length")).toBe("10");
    expect(opened).toEqual([]);
  });

  it("is shown in a page only when it is an image, and not when it is to be kept", async () => {
    const disposition = async (mediaType: string, purpose: OpenFile["purpose"]) =>
      (await get({}, fileOf({ mediaType, purpose, name: "a" }))).header("content-disposition");
    expect(await disposition("image/png", "view")).toMatch(/^inline/);
    expect(await disposition("image/webp", "thumbnail")).toMatch(/^inline/);
    expect(await disposition("image/png", "download")).toMatch(/^attachment/);
    for (const type of ["image/svg+xml", "text/html", "application/pdf", "application/xml", "unknown/type"])
      expect(await disposition(type, "view")).toMatch(/^attachment/);
  });

  it.each([
    "a\r\nSet-Cookie: x=1.txt",
    'a"; filename=evil.exe; x=".txt',
    "Rechnung für Zoë 😀.txt",
    "%00%0d%0a.txt",
    "\uD800.txt",
  ])("the name %j adds no header", async (name) => {
    const value = (await get({}, fileOf({ name: name.replaceAll(/[\r\n\uD800]/g, "") }))).header(
      "content-disposition",
    )!;
    expect(value).toMatch(/^attachment; filename="(?:[^"\\]|\\.)*"(?:; filename\*=UTF-8''[\w!#$&+.^`|~%-]+)?$/);
  });
});
