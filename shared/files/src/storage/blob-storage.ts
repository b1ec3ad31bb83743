import type { Readable } from "node:stream";
import { Uuid } from "@chorus/contracts/ids";

/** A path or key in the store: the tenant is its first part. Both parts are UUIDs, so no key leads anywhere else. */
export interface BlobKey {
  tenantId: string;
  blobId: string;
}

export interface StoredBlob extends BlobKey {
  sizeBytes: number;
  modifiedAt: Date;
}

/** Complete bytes on disk, to be stored. */
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
 * A store of immutable bytes; a key is written once and never reused.
 * @throws AppError `unavailable` from every method when the store does not answer in time or fails
 */
export interface BlobStorage {
  /** Resolves when the bytes are complete and durable; before that they are not visible. */
  put(key: BlobKey, source: BlobSource): Promise<void>;
  /** @returns null when there are none; an aborted stream ends with an error */
  open(key: BlobKey, range?: ByteRange): Promise<Readable | null>;
  /** Also for a key that does not exist. */
  remove(keys: readonly BlobKey[]): Promise<void>;
  /** All keys, one tenant after another, or those of one; unfinished writes are not included. */
  list(tenantId?: string): AsyncIterable<StoredBlob>;
  /** Removes unfinished writes older than this. @returns how many */
  removeUnfinished(olderThan: Date): Promise<number>;
  /** `ok`, or what is wrong. */
  check(): Promise<string>;
  close(): Promise<void>;
}

/** @throws Error for anything but two UUIDs, which would be a bug */
export function requireKey({ tenantId, blobId }: BlobKey): void {
  requireUuid(tenantId);
  requireUuid(blobId);
}

export function requireUuid(id: string): void {
  if (Uuid.safeParse(id).data !== id) throw new Error("a key of the store is made of two UUIDs");
}
