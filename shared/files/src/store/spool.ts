import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, mkdtemp, open, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { AppError } from "@chorus/kernel/app-error";
import type { FilesContext, UploadLimits } from "../files-context.ts";
import type { BlobSource } from "../storage/blob-storage.ts";

const PREFIX = "upload-";

/** A folder for one upload, deleted with its content when the upload ends. */
export interface Spool extends AsyncDisposable {
  /** A new path in it. */
  newPath(): string;
}

export async function openSpool({ spoolFolder }: Pick<FilesContext, "spoolFolder">): Promise<Spool> {
  await mkdir(spoolFolder, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(path.join(spoolFolder, PREFIX));
  return {
    newPath: () => path.join(folder, randomUUID()),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Deletes what killed processes have left. @returns how many */
export async function removeOldSpools({ spoolFolder }: FilesContext, olderThan: Date): Promise<number> {
  let removed = 0;
  for (const name of await readdir(spoolFolder)) {
    const folder = path.join(spoolFolder, name);
    if (!name.startsWith(PREFIX) || (await stat(folder)).mtime >= olderThan) continue;
    await rm(folder, { recursive: true, force: true });
    removed += 1;
  }
  return removed;
}

/**
 * Writes the received bytes to `to`, at most the limit.
 * @throws AppError `payload_too_large`, or `bad_request` for a sender who stops, disconnects or takes too long
 */
export async function receive(body: AsyncIterable<Uint8Array>, to: string, limits: UploadLimits): Promise<void> {
  const file = await open(to, "wx", 0o600);
  const chunks = body[Symbol.asyncIterator]();
  const endsAtMs = performance.now() + limits.maxDurationMs;
  let sizeBytes = 0;
  try {
    for (;;) {
      const patienceMs = Math.min(limits.maxSilenceMs, endsAtMs - performance.now());
      const { done, value } = await within(patienceMs, chunks.next());
      if (done) return;
      sizeBytes += value.byteLength;
      if (sizeBytes > limits.maxBytes) throw tooLarge(limits);
      await file.writeFile(value);
    }
  } catch (error) {
    // The sender is not awaited, because they may never return.
    void Promise.resolve(chunks.return?.()).catch(() => undefined);
    if (error instanceof AppError) throw error;
    throw new AppError("bad_request", { detail: "The file did not arrive whole.", cause: error });
  } finally {
    await file.close();
  }
}

export function tooLarge({ maxBytes }: UploadLimits): AppError {
  return new AppError("payload_too_large", { detail: `A file has at most ${Math.floor(maxBytes / 1024 / 1024)} MB.` });
}

/** The size and digest of a file on disk. */
export async function measure(file: string): Promise<BlobSource> {
  const hash = createHash("sha256");
  let sizeBytes = 0;
  for await (const chunk of createReadStream(file)) {
    hash.update(chunk as Buffer);
    sizeBytes += (chunk as Buffer).length;
  }
  return { path: file, sizeBytes, sha256: hash.digest() };
}

async function within<Result>(ms: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("the sender is silent")), Math.max(0, ms));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
