import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { systemIds } from "@chorus/kernel/ids";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BlobStorage } from "../src/storage/blob-storage.ts";
import { openDiskStorage } from "../src/storage/disk-storage.ts";
import { describeStorage } from "../src/storage/testing/storage-contract.ts";

let folder: string;
let root: string;
let storage: BlobStorage;
const outside = "not in the store";

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "chorus-disk-"));
  root = path.join(folder, "root");
  storage = await openDiskStorage({ root });
});
afterAll(() => rm(folder, { recursive: true }));

const sourceOf = async (text: string) => {
  const file = path.join(folder, systemIds.next());
  await writeFile(file, text);
  return { path: file, sizeBytes: text.length, sha256: createHash("sha256").update(text).digest() };
};

describeStorage("a disk", () => openDiskStorage({ root }));

describe("symbolic links that somebody has put into the folder", () => {
  it("are not read, listed or written through when they stand for a tenant, a part of one or a file", async () => {
    const elsewhere = path.join(folder, "elsewhere");
    const blobId = systemIds.next();
    const shard = blobId.slice(-2);
    await mkdir(path.join(elsewhere, shard), { recursive: true });
    await writeFile(path.join(elsewhere, shard, blobId), outside);
    const [tenantLink, shardLink, fileLink] = [systemIds.next(), systemIds.next(), systemIds.next()];
    await symlink(elsewhere, path.join(root, tenantLink));
    await mkdir(path.join(root, shardLink));
    await symlink(path.join(elsewhere, shard), path.join(root, shardLink, shard));
    await mkdir(path.join(root, fileLink, shard), { recursive: true });
    await symlink(path.join(elsewhere, shard, blobId), path.join(root, fileLink, shard, blobId));
    for (const tenantId of [tenantLink, shardLink, fileLink]) {
      const key = { tenantId, blobId };
      expect(await storage.open(key)).toBeNull();
      for await (const found of storage.list(tenantId)) expect.unreachable(found.blobId);
      await storage.remove([key]);
    }
    const source = await sourceOf("written");
    for (const tenantId of [tenantLink, shardLink])
      await expect(storage.put({ tenantId, blobId }, source)).rejects.toThrow(/not a folder|cannot be stored/);
    expect(await readFile(path.join(elsewhere, shard, blobId), "utf8")).toBe(outside);
    // A file's link is replaced by the file.
    await storage.put({ tenantId: fileLink, blobId }, source);
    expect(await readFile(path.join(elsewhere, shard, blobId), "utf8")).toBe(outside);
    expect(await readFile(path.join(root, fileLink, shard, blobId), "utf8")).toBe("written");
  });
});

describe("a disk that fails", () => {
  it("leaves nothing half written, and is unavailable", async () => {
    const key = { tenantId: systemIds.next(), blobId: systemIds.next() };
    await writeFile(path.join(root, key.tenantId), "a file where a folder should be");
    await expect(storage.put(key, await sourceOf("x"))).rejects.toMatchObject({ code: "unavailable" });
    expect(await readdir(path.join(root, ".incoming"))).toEqual([]);
    await expect(
      storage.put({ ...key, tenantId: systemIds.next() }, { ...(await sourceOf("x")), path: "/nowhere" }),
    ).rejects.toMatchObject({ code: "unavailable" });
    expect(await readdir(path.join(root, ".incoming"))).toEqual([]);
  });

  it("says so when its folder has gone", async () => {
    const gone = await openDiskStorage({ root: path.join(folder, "gone") });
    await rm(path.join(folder, "gone"), { recursive: true });
    expect(await gone.check()).toMatch(/no.* folder/);
  });

  it("forgets writes that were cut off, once they are old", async () => {
    const [old, young] = [path.join(root, ".incoming", "old"), path.join(root, ".incoming", "young")];
    for (const file of [old, young]) await writeFile(file, "half");
    const hourAgo = new Date(Date.now() - 3_600_000);
    await utimes(old, hourAgo, hourAgo);
    expect(await storage.removeUnfinished(new Date(Date.now() - 60_000))).toBe(1);
    expect(await readdir(path.join(root, ".incoming"))).toEqual(["young"]);
  });
});
