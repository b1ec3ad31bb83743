import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createZstdCompress, createZstdDecompress } from "node:zlib";
import { Decrypter, Encrypter } from "age-encryption";

/** What a sealed file's name ends with: compressed, then encrypted. */
export const SEALED = ".zst.age";

/**
 * Compresses (zstd) and encrypts (age) a stream into a file, which appears under its name only when it is whole and on the disk.
 * `age -d -i key file | zstd -d` reads it without Chorus.
 * @returns the bytes of the file
 */
export async function seal(source: Readable, file: string, recipient: string): Promise<number> {
  await mkdir(path.dirname(file), { recursive: true });
  const unfinished = `${file}.unfinished`;
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  const compress = createZstdCompress();
  // An error of the source ends the compressor, which ends the rest.
  const feeding = pipeline(source, compress);
  // It is waited for below, perhaps after it has failed.
  feeding.catch(() => undefined);
  try {
    const encrypted = await encrypter.encrypt(Readable.toWeb(compress) as ReadableStream<Uint8Array>);
    const target = createWriteStream(unfinished, { mode: 0o600, flush: true });
    await Promise.all([feeding, pipeline(Readable.fromWeb(encrypted as never), target)]);
    await rename(unfinished, file);
    await syncFolder(path.dirname(file));
    return target.bytesWritten;
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** The content of a sealed file. The stream fails for a file that was changed or cut, and for another key. */
export async function unseal(file: string, identity: string): Promise<Readable> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  const encrypted = Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>;
  const compressed = Readable.fromWeb((await decrypter.decrypt(encrypted)) as never);
  const plain = createZstdDecompress();
  // The error reaches whoever reads `plain`.
  pipeline(compressed, plain).catch(() => undefined);
  return plain;
}

/** So that the names in it are on the disk, too. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
