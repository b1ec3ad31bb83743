import type { TenantTx } from "@chorus/database/database";
import { AppError } from "@chorus/kernel/app-error";
import type { BlobSource } from "../storage/blob-storage.ts";

/** Bytes that were written to the store under a new id. */
export interface WrittenBlob extends BlobSource {
  blobId: string;
}

const ATTEMPTS = 5;

/**
 * Creates rows for written bytes: bytes that the tenant has already keep their row, so that they are stored once.
 * @returns the id to refer to, by the id that was written; the others may be deleted from the store after the commit
 */
export async function referenceBlobs(
  tx: TenantTx,
  tenantId: string,
  written: readonly WrittenBlob[],
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  // In the order of deletions (the trigger of the files' migration), to avoid deadlocks.
  for (const blob of written.toSorted((left, right) => left.sha256.compare(right.sha256)))
    ids.set(blob.blobId, await referenceBlob(tx, tenantId, blob));
  return ids;
}

async function referenceBlob(tx: TenantTx, tenantId: string, blob: WrittenBlob): Promise<string> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const added = await tx
      .insertInto("file_blobs")
      .values({ tenant_id: tenantId, id: blob.blobId, sha256: blob.sha256, size_bytes: blob.sizeBytes })
      .onConflict((conflict) => conflict.columns(["tenant_id", "sha256"]).doNothing())
      .returning("id")
      .executeTakeFirst();
    if (added) return added.id;
    const known = await tx
      .selectFrom("file_blobs")
      .select("id")
      .where("sha256", "=", blob.sha256)
      .forUpdate()
      .executeTakeFirst();
    // Absent when its last reference was deleted between the two statements.
    if (known) return known.id;
  }
  throw new AppError("unavailable", { detail: "The file could not be stored. Please try again." });
}
