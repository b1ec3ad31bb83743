import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { systemIds } from "@chorus/kernel/ids";
import { startS3Double, type S3Double } from "@chorus/doubles/s3/server";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { BlobSource } from "../src/storage/blob-storage.ts";
import { openS3Storage } from "../src/storage/s3-storage.ts";
import { describeStorage } from "../src/storage/testing/storage-contract.ts";

const credentials = { accessKeyId: "chorus", secretAccessKey: "secret of the double" };
const timeouts = { connectMs: 1_000, silenceMs: 1_000 };
let double: S3Double;
let folder: string;
let source: BlobSource;
const key = () => ({ tenantId: systemIds.next(), blobId: systemIds.next() });
const open = (overrides = {}) =>
  openS3Storage({ bucket: "files", region: "eu-test-1", endpoint: double.url, credentials, timeouts, ...overrides });

beforeAll(async () => {
  double = await startS3Double({ port: 0, bucket: "files", credentials, pageSize: 3 });
  folder = await mkdtemp(path.join(tmpdir(), "chorus-s3-"));
  const bytes = randomBytes(200_000);
  source = {
    path: path.join(folder, "bytes"),
    sizeBytes: bytes.length,
    sha256: createHash("sha256").update(bytes).digest(),
  };
  await writeFile(source.path, bytes);
});
afterEach(() => double.control.set({}));
afterAll(async () => {
  await double[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

describeStorage("S3", async () => open());

describe("a server that does not do what it should", () => {
  it("is asked again when it fails, and is unavailable when it goes on failing", async () => {
    const storage = open();
    double.control.set({ failureCode: 503 });
    let failures = 2;
    double.control.fails = () => failures-- > 0;
    const target = key();
    await storage.put(target, source);
    expect(double.objects.get(`${target.tenantId}/${target.blobId}`)?.bytes).toHaveLength(source.sizeBytes);
    failures = Number.POSITIVE_INFINITY;
    await expect(storage.put(key(), source)).rejects.toMatchObject({ code: "unavailable" });
    await expect(storage.open(target)).rejects.toMatchObject({ code: "unavailable" });
    await expect(storage.remove([target])).rejects.toMatchObject({ code: "unavailable" });
    expect(await storage.check()).not.toBe("ok");
    failures = 0;
    await storage.close();
  });

  it("is unavailable when it does not answer in time", async () => {
    const storage = open({ timeouts: { connectMs: 200, silenceMs: 200 } });
    double.control.set({ delayMs: 600 });
    await expect(storage.open(key())).rejects.toMatchObject({ code: "unavailable" });
    await storage.close();
  });

  it("is unavailable when it is not there", async () => {
    const storage = open({ endpoint: "http://127.0.0.1:9" });
    await expect(storage.put(key(), source)).rejects.toMatchObject({ code: "unavailable" });
    await expect(storage.list()[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: "unavailable" });
    await storage.close();
  });

  it("may keep what it did not answer: the same again is no harm", async () => {
    const storage = open();
    const target = key();
    double.control.set({ vanishes: true });
    await expect(storage.put(target, source)).rejects.toMatchObject({ code: "unavailable" });
    double.control.set({});
    await storage.put(target, source);
    const stream = await storage.open(target);
    expect(await buffer(stream!)).toHaveLength(source.sizeBytes);
    await storage.close();
  });

  it("that breaks off in the middle of a file is an error of the stream, not a shorter file", async () => {
    const storage = open();
    const target = key();
    await storage.put(target, source);
    double.control.set({ vanishes: true });
    const stream = await storage.open(target);
    await expect(buffer(stream!)).rejects.toThrow(/aborted|reset|closed|hang up/i);
    await storage.close();
  });
});

it("is refused with another's key, and its words do not reach the caller", async () => {
  const storage = open({ credentials: { ...credentials, secretAccessKey: "another" } });
  const refused = storage.put(key(), source);
  await expect(refused).rejects.toMatchObject({
    code: "unavailable",
    detail: expect.not.stringContaining("Signature"),
  });
  expect(await storage.check()).toBe("the bucket files answers 403");
  await storage.close();
});

it("takes no notice of objects that are not ours", async () => {
  double.objects.set("readme.txt", { bytes: Buffer.from("x"), modifiedAt: new Date() });
  const storage = open();
  for await (const blob of storage.list()) expect(blob.tenantId).not.toBe("readme.txt");
  await storage.close();
});
