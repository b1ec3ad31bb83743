import { lockAgainstErasure } from "@chorus/database/lock-against-erasure";
import { AppError, notFound } from "@chorus/kernel/app-error";
import type { FilesContext, Uploader } from "../files-context.ts";
import type { ImageJob } from "../images/image-processor.ts";
import { cleanName } from "../types/clean-name.ts";
import { detectType } from "../types/detect-type.ts";
import { findType, type FileType } from "../types/file-types.ts";
import { measure, openSpool, receive, tooLarge, type Spool } from "./spool.ts";
import { referenceBlobs, type WrittenBlob } from "./reference-blobs.ts";

export interface Upload {
  tenantId: string;
  uploader: Uploader;
  /** The customer whose data it is, if known. */
  customerId: string | null;
  /** Declared by the sender and not trusted. */
  name: string;
  mediaType: string;
  sizeBytes?: number;
  body: AsyncIterable<Uint8Array>;
}

export interface StoredFile {
  id: string;
  name: string;
  mediaType: string;
  sizeBytes: number;
  width: number | null;
  height: number | null;
  hasThumbnail: boolean;
}

interface Prepared {
  type: FileType;
  main: WrittenBlob;
  thumbnail: WrittenBlob | null;
  size: { width: number; height: number } | null;
}

/**
 * Stores an upload: receives it with limits, detects its type from its bytes, re-encodes images, stores the bytes, and only then creates
 * the row. If it is interrupted, it leaves at most bytes without a row, which the sweep removes; never a row without bytes.
 * @throws AppError `payload_too_large`, `unsupported_media_type`, `invalid` (a broken or too large image), `bad_request` (did not
 * arrive), `not_found` (the customer was erased), `unavailable`, and what `admit` throws
 */
export async function storeFile(context: FilesContext, upload: Upload): Promise<StoredFile> {
  const { limits } = context;
  if (upload.sizeBytes !== undefined && upload.sizeBytes > limits.maxBytes) throw tooLarge(limits);
  const spool = await openSpool(context);
  try {
    return await storeSpooled(context, upload, spool);
  } finally {
    await spool[Symbol.asyncDispose]();
  }
}

async function storeSpooled(context: FilesContext, upload: Upload, spool: Spool): Promise<StoredFile> {
  const { limits, storage } = context;
  const { tenantId } = upload;
  const startedAtMs = performance.now();
  const prepared = await prepare(context, upload, spool);
  const written = [prepared.main, ...(prepared.thumbnail ? [prepared.thumbnail] : [])];
  const progress: Progress = { unused: written };
  try {
    for (const blob of written) await storage.put({ tenantId, blobId: blob.blobId }, blob);
    // The sweep takes bytes without a row for abandoned after a much longer time.
    if (performance.now() - startedAtMs > limits.maxDurationMs)
      throw new AppError("unavailable", { detail: "Storing the file took too long." });
    return await writeRows(context, upload, prepared, progress);
  } finally {
    // What cannot be deleted now is left to the sweep, because the outcome of the upload is decided.
    await storage.remove(progress.unused.map(({ blobId }) => ({ tenantId, blobId }))).catch(() => undefined);
  }
}

interface Progress {
  /** Nothing refers to these bytes, now or later. */
  unused: readonly WrittenBlob[];
}

async function prepare(context: FilesContext, upload: Upload, spool: Spool): Promise<Prepared> {
  const received = spool.newPath();
  await receive(upload.body, received, context.limits);
  const type = await detectType(received, { declared: upload.mediaType, accepted: context.accepted });
  const writtenBlob = async (path: string): Promise<WrittenBlob> => ({
    ...(await measure(path)),
    blobId: context.newId(),
  });
  if (type.kind !== "image") return { type, main: await writtenBlob(received), thumbnail: null, size: null };
  const [output, thumbnail] = [spool.newPath(), spool.newPath()];
  const format = formatOf(type);
  const size = await context.images.encode({ input: received, output, thumbnail, format }, senderOf(upload));
  const main = await writtenBlob(output);
  if (main.sizeBytes > context.limits.maxBytes) throw tooLarge(context.limits);
  return { type: findType(`image/${format}`)!, main, thumbnail: await writtenBlob(thumbnail), size };
}

/** A program without an id, such as the one that takes mails, acts for the customer. */
function senderOf({ tenantId, uploader, customerId }: Upload) {
  return { tenantId, personId: uploader.id ?? customerId ?? uploader.type };
}

/** AVIF takes seconds of processor time to encode, so WebP is used. */
function formatOf({ mediaType }: FileType): ImageJob["format"] {
  if (mediaType === "image/jpeg") return "jpeg";
  if (mediaType === "image/png") return "png";
  return mediaType === "image/gif" ? "gif" : "webp";
}

async function writeRows(
  { database, newId, admit, stored }: FilesContext,
  { tenantId, uploader, customerId, name }: Upload,
  { type, main, thumbnail, size }: Prepared,
  progress: Progress,
): Promise<StoredFile> {
  const file: StoredFile = {
    id: newId(),
    name: cleanName(name, type),
    mediaType: type.mediaType,
    sizeBytes: main.sizeBytes,
    width: size?.width ?? null,
    height: size?.height ?? null,
    hasThumbnail: thumbnail !== null,
  };
  const written = thumbnail ? [main, thumbnail] : [main];
  return database.withTenant(tenantId, async (tx) => {
    if (customerId !== null && !(await lockAgainstErasure(tx, customerId))) throw notFound();
    await admit(tx, { tenantId, sizeBytes: file.sizeBytes, uploader });
    const blobIds = await referenceBlobs(tx, tenantId, written);
    await tx
      .insertInto("files")
      .values({
        tenant_id: tenantId,
        id: file.id,
        blob_id: blobIds.get(main.blobId)!,
        thumbnail_blob_id: thumbnail ? blobIds.get(thumbnail.blobId)! : null,
        name: file.name,
        media_type: file.mediaType,
        size_bytes: file.sizeBytes,
        width: file.width,
        height: file.height,
        uploader_type: uploader.type,
        uploader_id: uploader.id,
        customer_id: customerId,
        conversation_id: null,
        attached_at: null,
        scan_finding: null,
        scanned_at: null,
      })
      .execute();
    await stored(tx, { tenantId, fileId: file.id });
    // From here on the commit may succeed although its answer is lost, so the bytes that the rows name stay.
    progress.unused = written.filter(({ blobId }) => blobIds.get(blobId) !== blobId);
    return file;
  });
}
