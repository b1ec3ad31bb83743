import type { TenantTx } from "@chorus/database/database";
import type { FilesContext } from "../files-context.ts";

const PAGE_SIZE = 500;

/** Takes files' rows away. Call `removeUnreferenced` after the commit. @returns how many there were */
export async function removeFiles(tx: TenantTx, fileIds: readonly string[]): Promise<number> {
  if (fileIds.length === 0) return 0;
  const removed = await tx.deleteFrom("files").where("id", "in", fileIds).returning("id").execute();
  return removed.length;
}

/** Uploads that were never attached to anything, in a page. Call `removeUnreferenced` after the commit. */
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
 * Deletes the bytes that no row refers to any more, then what is known of them. To be called after whatever takes rows of files
 * away: removal, a customer's erasure, retention. Ended in between, the next call or the sweep goes on.
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
      // Somebody else may be at the same rows: each is deleted by whoever comes first.
      const own = tx.selectFrom("file_blobs").select("id").where("id", "in", ids).forUpdate().skipLocked();
      await tx.deleteFrom("file_blobs").where("id", "in", own).where("reference_count", "=", 0).execute();
    });
    removed += ids.length;
    if (ids.length < PAGE_SIZE) return removed;
  }
}

/** All bytes of a tenant that was deleted. Its rows are gone; what lies in the store is found by its key. */
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
