import { randomBytes } from "node:crypto";
import { createServer, type AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { startClamdDouble, TEST_SIGNATURE, type ClamdDouble } from "@chorus/doubles/clamd/server";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { FilesContext } from "../src/files-context.ts";
import { openFile } from "../src/store/open-file.ts";
import { storeFile } from "../src/store/store-file.ts";
import { startFiles, type Files } from "../src/store/testing/harness.ts";
import { scanFile } from "../src/scanner/scan-file.ts";
import { createClamdScanner } from "../src/scanner/scanner.ts";

const MAX_BYTES = 1_000_000;
let clamd: ClamdDouble;
const scanner = (silenceMs = 2_000) => createClamdScanner({ host: "127.0.0.1", port: clamd.port, silenceMs });
const UNAVAILABLE = { code: "unavailable" };

beforeAll(async () => {
  clamd = await startClamdDouble({ port: 0, maxBytes: MAX_BYTES });
});
afterEach(() => clamd.control.set({}));
afterAll(() => clamd[Symbol.asyncDispose]());

describe("a scanner that speaks clamd's protocol", () => {
  it("is given every byte, and says what it found", async () => {
    const bytes = randomBytes(300_000);
    expect(await scanner().scan(Readable.from([bytes.subarray(0, 100_000), bytes.subarray(100_000)]))).toEqual({
      state: "clean",
    });
    expect(clamd.scanned[0]?.equals(bytes)).toBe(true);
    expect(await scanner().scan(Readable.from([Buffer.from(`x${TEST_SIGNATURE}y`)]))).toEqual({
      state: "infected",
      finding: "Chorus.Test-1",
    });
  });

  it("that fails, is full, falls silent, hangs up or is not there has found nothing out", async () => {
    const scan = (bytes: Buffer = Buffer.from("x"), silenceMs?: number) =>
      scanner(silenceMs).scan(Readable.from([bytes]));
    clamd.control.set({ failureRate: 1 });
    await expect(scan()).rejects.toMatchObject(UNAVAILABLE);
    clamd.control.set({});
    await expect(scan(randomBytes(MAX_BYTES + 1))).rejects.toMatchObject(UNAVAILABLE);
    clamd.control.set({ delayMs: 500 });
    await expect(scan(undefined, 100)).rejects.toMatchObject(UNAVAILABLE);
    clamd.control.set({ vanishes: true });
    await expect(scan()).rejects.toMatchObject(UNAVAILABLE);
    clamd.control.set({ offline: true });
    await expect(scan()).rejects.toMatchObject(UNAVAILABLE);
    await expect(createClamdScanner({ host: "127.0.0.1", port: 9 }).scan(Readable.from(["x"]))).rejects.toMatchObject(
      UNAVAILABLE,
    );
  });

  it.each(["OK\0", "stream: OK or so\0", "\0", "x".repeat(5_000), "stream: \r\n FOUND\0"])(
    "that answers %j is not believed",
    async (answer) => {
      await using server = createServer((socket) => {
        socket.on("error", () => undefined);
        socket.once("data", () => socket.end(answer));
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const strange = createClamdScanner({ host: "127.0.0.1", port: (server.address() as AddressInfo).port });
      await expect(strange.scan(Readable.from([Buffer.from("x")]))).rejects.toMatchObject(UNAVAILABLE);
    },
  );

  it("does not take a file that breaks off for a whole one", async () => {
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from("begin");
        throw new Error("the store broke off");
      })(),
    );
    await expect(scanner().scan(broken)).rejects.toMatchObject(UNAVAILABLE);
  });
});

describe("files with a scanner", () => {
  let files: Files;
  let context: FilesContext;
  let tenantId: string;
  beforeAll(async () => {
    files = await startFiles();
    context = { ...files.context, scanner: scanner() };
    tenantId = await files.tenant();
  });
  afterAll(() => files[Symbol.asyncDispose]());
  const open = (fileId: string, of = context) => openFile(of, { tenantId, fileId, purpose: "download" });

  it("are served when they were found clean, not before", async () => {
    const { id } = await storeFile(context, files.upload(tenantId, "harmless"));
    await expect(open(id)).rejects.toMatchObject(UNAVAILABLE);
    expect(await scanFile(context, { tenantId, fileId: id })).toBe("clean");
    expect((await open(id)).sizeBytes).toBe(8);
    // The same bytes again wait for their own verdict: how soon it comes says nothing about others.
    const again = await storeFile(context, files.upload(tenantId, "harmless"));
    await expect(open(again.id)).rejects.toMatchObject(UNAVAILABLE);
  });

  it("are never served once they were found infected, with or without a scanner", async () => {
    const { id } = await storeFile(context, files.upload(tenantId, `so ${TEST_SIGNATURE}`));
    expect(await scanFile(context, { tenantId, fileId: id })).toBe("infected");
    await expect(open(id)).rejects.toMatchObject({ code: "not_found" });
    await expect(open(id, { ...context, scanner: null })).rejects.toMatchObject({ code: "not_found" });
    clamd.control.set({ failureRate: 1 });
    await expect(scanFile(context, { tenantId, fileId: id })).rejects.toMatchObject(UNAVAILABLE);
    await expect(open(id, { ...context, scanner: null })).rejects.toMatchObject({ code: "not_found" });
  });

  it("that could not be scanned are not served, and may be scanned again", async () => {
    const { id } = await storeFile(context, files.upload(tenantId, "later"));
    clamd.control.set({ failureRate: 1 });
    await expect(scanFile(context, { tenantId, fileId: id })).rejects.toMatchObject(UNAVAILABLE);
    await expect(open(id)).rejects.toMatchObject(UNAVAILABLE);
    clamd.control.set({});
    expect(await scanFile(context, { tenantId, fileId: id })).toBe("clean");
    expect(await scanFile(context, { tenantId, fileId: files.context.newId() })).toBeNull();
    expect(await scanFile(files.context, { tenantId, fileId: id })).toBeNull();
  });
});
