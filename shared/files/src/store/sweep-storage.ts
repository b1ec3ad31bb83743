import type { FilesContext } from "../files-context.ts";
import type { StoredBlob } from "../storage/blob-storage.ts";
import { removeUnreferenced } from "./remove-files.ts";
import { removeOldSpools } from "./spool.ts";

export interface Sweep {
  /** Bytes that had no row. */
  orphans: number;
  /** Bytes whose last row had gone. */
  unreferenced: number;
  /** Uploads that were cut off. */
  unfinished: number;
}

const PAGE_SIZE = 500;
/** Much longer than an upload and clock differences: younger bytes may be about to get their row. */
export const ORPHAN_AGE_MS = 24 * 60 * 60_000;

/**
 * Removes what crashes have left: bytes without a row, bytes whose rows have gone, unfinished uploads. It reads the whole
 * list of the store and asks Postgres once per page and tenant; a deleted tenant has no rows, so its bytes go as well.
 */
export async function sweepStorage(context: FilesContext, ageMs: number = ORPHAN_AGE_MS): Promise<Sweep> {
  if (ageMs <= context.limits.maxDurationMs) throw new Error("a sweep must not take uploads that are under way");
  const olderThan = new Date(context.clock.now() - ageMs);
  const sweep: Sweep = { orphans: 0, unreferenced: 0, unfinished: 0 };
  let page: StoredBlob[] = [];
  const handlePage = async () => {
    if (page.length > 0) sweep.orphans += await removeOrphans(context, page);
    page = [];
  };
  let tenantId: string | null = null;
  const endTenant = async () => {
    await handlePage();
    if (tenantId !== null) sweep.unreferenced += await removeUnreferenced(context, tenantId);
  };
  for await (const blob of context.storage.list()) {
    if (blob.tenantId !== tenantId) {
      await endTenant();
      tenantId = blob.tenantId;
    }
    if (blob.modifiedAt < olderThan) page.push(blob);
    if (page.length >= PAGE_SIZE) await handlePage();
  }
  await endTenant();
  sweep.unfinished += await context.storage.removeUnfinished(olderThan);
  sweep.unfinished += await removeOldSpools(context, olderThan);
  return sweep;
}

async function removeOrphans({ database, storage }: FilesContext, page: readonly StoredBlob[]): Promise<number> {
  const { tenantId } = page[0]!;
  const ids = page.map(({ blobId }) => blobId);
  const known = await database.background.readTenant(tenantId, (tx) =>
    tx.selectFrom("file_blobs").select("id").where("id", "in", ids).execute(),
  );
  const isKnown = new Set(known.map(({ id }) => id));
  const orphans = page.filter(({ blobId }) => !isKnown.has(blobId));
  if (orphans.length > 0) await storage.remove(orphans);
  return orphans.length;
}
