import type { TenantTx } from "@chorus/database/database";
import type { FilesContext } from "../files-context.ts";

const PAGE_SIZE = 500;

/** Deletes the rows of files. Call `removeUnreferenced` after the commit. @returns how many there were */
export async function removeFiles(tx: TenantTx, fileIds: readonly string[]): Promise<number> {
  if (fileIds.length === 0) return 0;
  const removed = await tx.deleteFrom("files").where("id", "in", fileIds).returning("id").execute();
  return removed.length;
}

/** Deletes a page of uploads that were never attached. Call `removeUnreferenced` after the commit. */
export async function removeUnattached(tx: TenantTx, olderThan: Date): Promise<number> {
  const forgotten = await tx
    .selectFrom("files")
    .select("id")
    .where("attached_at", "is", null)
    .where("created_at", "<", olderThan)
    .limit(PAGE_SIZE)
    .forUpdate()
    .skipLocked()
    .execute();
  return removeFiles(
    tx,
    forgotten.map(({ id }) => id),
  );
}

/**
 * Deletes bytes without references, then their rows. To be called after any deletion of files' rows: removal,
 * a customer's erasure, retention. If it is interrupted, the next call or the sweep continues.
 * @returns how many
 */
export async function removeUnreferenced({ database, storage }: FilesContext, tenantId: string): Promise<number> {
  let removed = 0;
  for (;;) {
    const blobs = await database.readTenant(tenantId, (tx) =>
      tx.selectFrom("file_blobs").select("id").where("reference_count", "=", 0).limit(PAGE_SIZE).execute(),
    );
    const ids = blobs.map(({ id }) => id);
    if (ids.length === 0) return removed;
    await storage.remove(ids.map((blobId) => ({ tenantId, blobId })));
    await database.withTenant(tenantId, async (tx) => {
      // Concurrent calls may work on the same rows: each is deleted by the first.
      const own = tx.selectFrom("file_blobs").select("id").where("id", "in", ids).forUpdate().skipLocked();
      await tx.deleteFrom("file_blobs").where("id", "in", own).where("reference_count", "=", 0).execute();
    });
    removed += ids.length;
    if (ids.length < PAGE_SIZE) return removed;
  }
}

/** All bytes of a deleted tenant. Its rows are gone, so the bytes are found by their keys. */
export async function removeTenantBytes({ storage }: FilesContext, tenantId: string): Promise<number> {
  let keys: { tenantId: string; blobId: string }[] = [];
  let removed = 0;
  const flush = async () => {
    await storage.remove(keys);
    removed += keys.length;
    keys = [];
  };
  for await (const { blobId } of storage.list(tenantId)) {
    keys.push({ tenantId, blobId });
    if (keys.length >= PAGE_SIZE) await flush();
  }
  await flush();
  return removed;
}
