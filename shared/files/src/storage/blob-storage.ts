import type { Readable } from "node:stream";
import { Uuid } from "@chorus/contracts/ids";

/** Where bytes lie: the tenant is the first part of every path and key. Both parts are UUIDs, so no key leads anywhere else. */
export interface BlobKey {
  tenantId: string;
  blobId: string;
}

export interface StoredBlob extends BlobKey {
  sizeBytes: number;
  modifiedAt: Date;
}

/** Bytes to be stored, whole and on disk. */
export interface BlobSource {
  path: string;
  sizeBytes: number;
  sha256: Buffer;
}

/** First and last byte, both included. */
export interface ByteRange {
  start: number;
  end: number;
}

/**
 * A store of immutable bytes; a key is written once and never used again.
 * @throws AppError `unavailable` from every method when the store does not answer in time or fails
 */
export interface BlobStorage {
  /** Resolves when the bytes are whole and durable; before that nobody sees any of them. */
  put(key: BlobKey, source: BlobSource): Promise<void>;
  /** @returns null when there are none; a stream that breaks off ends with an error */
  open(key: BlobKey, range?: ByteRange): Promise<Readable | null>;
  /** Also for what is not there. */
  remove(keys: readonly BlobKey[]): Promise<void>;
  /** All there are, one tenant after another, or those of one; what is still being written is not among them. */
  list(tenantId?: string): AsyncIterable<StoredBlob>;
  /** What a write that was cut off has left outside of the list, older than this. @returns how many */
  removeUnfinished(olderThan: Date): Promise<number>;
  /** `ok`, or what is wrong. */
  check(): Promise<string>;
  close(): Promise<void>;
}

/** @throws Error for anything but two UUIDs: a mistake of ours, never of a caller's */
export function requireKey({ tenantId, blobId }: BlobKey): void {
  requireUuid(tenantId);
  requireUuid(blobId);
}

export function requireUuid(id: string): void {
  if (Uuid.safeParse(id).data !== id) throw new Error("a key of the store is made of two UUIDs");
}
