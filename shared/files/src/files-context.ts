import type { Database, TenantTx } from "@chorus/database/database";
import type { Clock } from "@chorus/kernel/clock";
import type { ImageProcessor } from "./images/image-processor.ts";
import type { Scanner } from "./scanner/scanner.ts";
import type { BlobStorage } from "./storage/blob-storage.ts";
import type { FileKind } from "./types/file-types.ts";

export interface UploadLimits {
  maxBytes: number;
  /** From the first byte to the last row; the sweep relies on this limit. */
  maxDurationMs: number;
  /** Without a byte from the sender. */
  maxSilenceMs: number;
}

export const UPLOAD_LIMITS: UploadLimits = {
  maxBytes: 20 * 1024 * 1024,
  maxDurationMs: 10 * 60_000,
  maxSilenceMs: 30_000,
};

/** Pages that can run scripts, and archives, are accepted only where a policy allows them. */
export const ACCEPTED_KINDS: readonly FileKind[] = ["image", "document", "text", "audio", "video"];

/** The context of the verbs of files; created once by a service. */
export interface FilesContext {
  database: Database;
  storage: BlobStorage;
  images: ImageProcessor;
  /** Null: nothing is scanned, and files are served unless they were found infected. */
  scanner: Scanner | null;
  clock: Clock;
  newId: () => string;
  /** A local folder for unfinished uploads. */
  spoolFolder: string;
  accepted: readonly FileKind[];
  limits: UploadLimits;
  /** Throws when a tenant or a person exceeds a quota; runs in the transaction that stores the file. */
  admit: (tx: TenantTx, upload: { tenantId: string; sizeBytes: number; uploader: Uploader }) => Promise<void>;
  /** In the same transaction, after the rows: enqueues follow-up work, for instance the scan. */
  stored: (tx: TenantTx, file: { tenantId: string; fileId: string }) => Promise<void>;
}

export interface Uploader {
  type: "customer" | "agent" | "system" | "assistant";
  id: string | null;
}
