import { createHash, randomUUID } from "node:crypto";
import { constants, createReadStream, type Stats } from "node:fs";
import { mkdir, open, readdir, realpath, rename, rm, lstat, type FileHandle } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { Uuid } from "@chorus/contracts/ids";
import { AppError } from "@chorus/kernel/app-error";
import {
  requireKey,
  requireUuid,
  type BlobKey,
  type BlobSource,
  type BlobStorage,
  type StoredBlob,
} from "./blob-storage.ts";

/** Not a UUID, so never a tenant's. */
const INCOMING = ".incoming";
const OPEN_MODE = constants.O_RDONLY | constants.O_NOFOLLOW;

/**
 * A local folder: `<root>/<tenant>/<last two characters of the id>/<id>`. A file is written beside its place, flushed,
 * and renamed, so that it is complete or absent, also after a power failure. Symbolic links below the root are not followed.
 */
export async function openDiskStorage(options: { root: string }): Promise<BlobStorage> {
  await mkdir(path.join(options.root, INCOMING), { recursive: true, mode: 0o700 });
  const root = await realpath(options.root);
  const incoming = path.join(root, INCOMING);
  await requireFolder(incoming);

  /** @returns null when it does not exist */
  async function findFolder(key: BlobKey): Promise<string | null> {
    requireKey(key);
    const tenant = path.join(root, key.tenantId);
    const shard = path.join(tenant, key.blobId.slice(-2));
    return (await isFolder(tenant)) && (await isFolder(shard)) ? shard : null;
  }

  return {
    put: (key, source) =>
      translated(async () => {
        requireKey(key);
        const written = path.join(incoming, randomUUID());
        try {
          await copyDurably(source, written);
          const tenant = path.join(root, key.tenantId);
          const shard = path.join(tenant, key.blobId.slice(-2));
          await ensureFolder(root, tenant);
          await ensureFolder(tenant, shard);
          await rename(written, path.join(shard, key.blobId));
          await flushFolder(shard);
        } catch (error) {
          await rm(written, { force: true });
          throw error;
        }
      }),
    open: (key, range) =>
      translated(async () => {
        const folder = await findFolder(key);
        const handle = folder && (await openPlain(path.join(folder, key.blobId)));
        return handle ? streamOf(handle, range) : null;
      }),
    remove: (keys) =>
      translated(async () => {
        for (const key of keys) {
          const folder = await findFolder(key);
          if (folder) await rm(path.join(folder, key.blobId), { force: true });
        }
      }),
    async *list(tenantId) {
      if (tenantId !== undefined) requireUuid(tenantId);
      const tenants = tenantId === undefined ? await namesIn(root) : [tenantId];
      for (const tenant of tenants) if (Uuid.safeParse(tenant).success) yield* listTenant(root, tenant);
    },
    removeUnfinished: (olderThan) =>
      translated(async () => {
        let removed = 0;
        for (const name of await namesIn(incoming)) {
          const file = path.join(incoming, name);
          const found = await lstatOrNull(file);
          if (!found || found.mtime >= olderThan) continue;
          await rm(file, { force: true });
          removed += 1;
        }
        return removed;
      }),
    async check() {
      try {
        await requireFolder(incoming);
        return "ok";
      } catch (error) {
        return error instanceof Error ? error.message : "not readable";
      }
    },
    close: () => Promise.resolve(),
  };
}

async function* listTenant(root: string, tenantId: string): AsyncGenerator<StoredBlob> {
  const tenant = path.join(root, tenantId);
  if (!(await isFolder(tenant))) return;
  for (const shard of await namesIn(tenant)) {
    const folder = path.join(tenant, shard);
    if (!(await isFolder(folder))) continue;
    for (const blobId of await namesIn(folder)) {
      const found = Uuid.safeParse(blobId).success ? await lstatOrNull(path.join(folder, blobId)) : null;
      if (found?.isFile()) yield { tenantId, blobId, sizeBytes: found.size, modifiedAt: found.mtime };
    }
  }
}

/** Compares the copy with the announced digest, so that a disk error is found before anything refers to the copy. */
async function copyDurably(source: BlobSource, to: string): Promise<void> {
  const target = await open(to, "wx", 0o600);
  try {
    const hash = createHash("sha256");
    for await (const chunk of createReadStream(source.path)) {
      hash.update(chunk as Buffer);
      await target.writeFile(chunk as Buffer);
    }
    if (!hash.digest().equals(source.sha256)) throw new Error("the bytes changed while they were stored");
    await target.sync();
  } finally {
    await target.close();
  }
}

/** Creates a folder and flushes its parent, also when it exists: whoever created it may not have flushed yet. */
async function ensureFolder(parent: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await requireFolder(folder);
  await flushFolder(parent);
}

async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function requireFolder(folder: string): Promise<void> {
  if (!(await isFolder(folder))) throw new Error(`${folder} is not a folder of the store`);
}

/** Null when it does not exist, is a symbolic link or is not a file. */
async function openPlain(file: string): Promise<FileHandle | null> {
  let handle: FileHandle;
  try {
    handle = await open(file, OPEN_MODE);
  } catch (error) {
    if (isCode(error, "ENOENT", "ELOOP")) return null;
    throw error;
  }
  if ((await handle.stat()).isFile()) return handle;
  await handle.close();
  return null;
}

function streamOf(handle: FileHandle, range: { start: number; end: number } | undefined): Readable {
  return handle.createReadStream(range ?? {});
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isCode(error, "ENOENT")) return [];
    throw error;
  }
}

async function isFolder(folder: string): Promise<boolean> {
  return (await lstatOrNull(folder))?.isDirectory() ?? false;
}

async function lstatOrNull(file: string): Promise<Stats | null> {
  try {
    return await lstat(file);
  } catch (error) {
    if (isCode(error, "ENOENT", "ENOTDIR")) return null;
    throw error;
  }
}

function isCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}

/** A full or broken disk is the operator's problem, not the caller's. */
async function translated<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && "code" in error && "syscall" in error)
      throw new AppError("unavailable", { detail: "Files cannot be stored or read right now.", cause: error });
    throw error;
  }
}
