import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { systemIds } from "@chorus/kernel/ids";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BlobKey, BlobSource, BlobStorage, StoredBlob } from "../blob-storage.ts";

/** The contract of every store, disk or server. @param open a store without data of these tenants */
export function describeStorage(name: string, open: () => Promise<BlobStorage>): void {
  describe(`${name}, as a store of bytes`, () => {
    const tenantId = systemIds.next();
    const newKey = (): BlobKey => ({ tenantId, blobId: systemIds.next() });
    let folder: string;
    let storage: BlobStorage;

    beforeAll(async () => {
      folder = await mkdtemp(path.join(tmpdir(), "chorus-contract-"));
      storage = await open();
    });
    afterAll(async () => {
      await storage.close();
      await rm(folder, { recursive: true });
    });

    const sourceOf = async (bytes: Buffer): Promise<BlobSource> => {
      const file = path.join(folder, systemIds.next());
      await writeFile(file, bytes);
      return { path: file, sizeBytes: bytes.length, sha256: createHash("sha256").update(bytes).digest() };
    };
    const readAll = async (key: BlobKey, range?: { start: number; end: number }) => {
      const stream = await storage.open(key, range);
      return stream && (await buffer(stream));
    };
    const listed = async (of?: string) => {
      const found: StoredBlob[] = [];
      for await (const blob of storage.list(of)) found.push(blob);
      return found;
    };

    it("is there, and gives back what it was given, whole and in parts", async () => {
      expect(await storage.check()).toBe("ok");
      for (const size of [1, 70_000, 2_000_000]) {
        const bytes = randomBytes(size);
        const key = newKey();
        await storage.put(key, await sourceOf(bytes));
        expect((await readAll(key))?.equals(bytes)).toBe(true);
        expect((await readAll(key, { start: 0, end: 0 }))?.equals(bytes.subarray(0, 1))).toBe(true);
        const [start, end] = [Math.floor(size / 3), size - 1];
        expect((await readAll(key, { start, end }))?.equals(bytes.subarray(start))).toBe(true);
      }
    });

    it("has nothing under other keys, also another tenant's with the same id", async () => {
      const key = newKey();
      await storage.put(key, await sourceOf(Buffer.from("mine")));
      expect(await storage.open(newKey())).toBeNull();
      expect(await storage.open({ ...key, tenantId: systemIds.next() })).toBeNull();
    });

    it("removes, also what is not there, and only that", async () => {
      const keys = [newKey(), newKey(), newKey()];
      for (const key of keys) await storage.put(key, await sourceOf(Buffer.from(key.blobId)));
      await storage.remove([keys[0]!, keys[1]!, newKey()]);
      expect(await Promise.all(keys.map((key) => readAll(key)))).toEqual([null, null, Buffer.from(keys[2]!.blobId)]);
      await storage.remove([]);
    });

    it("lists what is there, of all tenants and of one, with size and time", async () => {
      const own = systemIds.next();
      const keys = Array.from({ length: 7 }, () => ({ tenantId: own, blobId: systemIds.next() }));
      const source = await sourceOf(Buffer.from("seven"));
      for (const key of keys) await storage.put(key, source);
      const found = await listed(own);
      expect(found.map(({ blobId }) => blobId).toSorted()).toEqual(keys.map(({ blobId }) => blobId).toSorted());
      for (const blob of found) {
        expect(blob).toMatchObject({ tenantId: own, sizeBytes: 5 });
        expect(Math.abs(blob.modifiedAt.getTime() - Date.now())).toBeLessThan(60_000);
      }
      const everything = await listed();
      const changes = everything.filter((blob, index) => blob.tenantId !== everything[index - 1]?.tenantId);
      expect(changes).toHaveLength(new Set(everything.map((blob) => blob.tenantId)).size);
      const all = new Set(everything.map((blob) => blob.blobId));
      expect(keys.every(({ blobId }) => all.has(blobId))).toBe(true);
      expect(all.size).toBeGreaterThan(keys.length);
      expect(await listed(systemIds.next())).toEqual([]);
    });

    it("keeps nothing of what does not match its digest", async () => {
      const key = newKey();
      const source = await sourceOf(randomBytes(1_000));
      await expect(storage.put(key, { ...source, sha256: Buffer.alloc(32) })).rejects.toThrow(/changed|stored/);
      expect(await storage.open(key)).toBeNull();
    });

    it.each(["../etc", "..", "", ".", "a/b", "%2e%2e", "x\0y", "01990000-0000-7000-8000-0000000000FF"])(
      "refuses %j as a part of a key",
      async (part) => {
        const source = await sourceOf(Buffer.from("x"));
        for (const key of [
          { tenantId: part, blobId: systemIds.next() },
          { tenantId, blobId: part },
        ]) {
          await expect(storage.put(key, source)).rejects.toThrow(/two UUIDs/);
          await expect(storage.open(key)).rejects.toThrow(/two UUIDs/);
          await expect(storage.remove([key])).rejects.toThrow(/two UUIDs/);
        }
        await expect(listed(part)).rejects.toThrow(/two UUIDs/);
      },
    );

    it("takes many at once", async () => {
      const parts = Array.from({ length: 16 }, () => ({ key: newKey(), bytes: randomBytes(50_000) }));
      await Promise.all(parts.map(async ({ key, bytes }) => storage.put(key, await sourceOf(bytes))));
      const read = await Promise.all(parts.map(({ key }) => readAll(key)));
      expect(read.every((bytes, index) => bytes?.equals(parts[index]!.bytes))).toBe(true);
    });
  });
}
