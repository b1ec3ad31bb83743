import type { Readable } from "node:stream";
import type { TenantTx } from "@chorus/database/database";
import { AppError, notFound } from "@chorus/kernel/app-error";
import type { FilesContext } from "../files-context.ts";
import type { ByteRange } from "../storage/blob-storage.ts";

/** `view`: inline, if its type allows. `download`: as an attachment. `thumbnail`: small, of an image. */
export const FILE_PURPOSES = ["view", "download", "thumbnail"] as const;
export type FilePurpose = (typeof FILE_PURPOSES)[number];

export interface OpenFile {
  id: string;
  purpose: FilePurpose;
  name: string;
  mediaType: string;
  sizeBytes: number;
  /** @throws AppError `unavailable`; `not_found` when it was deleted meanwhile */
  open(range?: ByteRange): Promise<Readable>;
}

const THUMBNAIL_TYPE = "image/webp";
const STILL_CHECKED_RETRY_MS = 2_000;

/**
 * Opens a file. The caller has checked whether the reader may see it, for instance by the signed address.
 * @throws AppError `not_found` when it does not exist, was found infected or has no thumbnail; `unavailable` while a scanner is
 * configured and has not found it clean
 */
export async function openFile(
  context: FilesContext,
  { tenantId, fileId, purpose }: { tenantId: string; fileId: string; purpose: FilePurpose },
): Promise<OpenFile> {
  const row = await context.database.readTenant(tenantId, (tx) => findFile(tx, fileId, purpose));
  if (!row || row.scan_state === "infected") throw notFound();
  if (context.scanner && row.scan_state !== "clean")
    throw new AppError("unavailable", { detail: "The file is still being checked.", retryMs: STILL_CHECKED_RETRY_MS });
  return {
    id: fileId,
    purpose,
    name: row.name,
    mediaType: purpose === "thumbnail" ? THUMBNAIL_TYPE : row.media_type,
    sizeBytes: row.stored_bytes,
    async open(range) {
      const stream = await context.storage.open({ tenantId, blobId: row.stored_id }, range);
      if (!stream) throw notFound();
      return stream;
    },
  };
}

function findFile(tx: TenantTx, fileId: string, purpose: FilePurpose) {
  return tx
    .selectFrom("files")
    .innerJoin("file_blobs", (join) =>
      join
        .onRef("file_blobs.tenant_id", "=", "files.tenant_id")
        .onRef("file_blobs.id", "=", purpose === "thumbnail" ? "files.thumbnail_blob_id" : "files.blob_id"),
    )
    .select(["files.name", "files.media_type", "files.scan_state"])
    .select(["file_blobs.id as stored_id", "file_blobs.size_bytes as stored_bytes"])
    .where("files.id", "=", fileId)
    .executeTakeFirst();
}
