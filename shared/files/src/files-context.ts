import type { Database, TenantTx } from "@chorus/database/database";
import type { Clock } from "@chorus/kernel/clock";
import type { ImageProcessor } from "./images/image-processor.ts";
import type { Scanner } from "./scanner/scanner.ts";
import type { BlobStorage } from "./storage/blob-storage.ts";
import type { FileKind } from "./types/file-types.ts";

export interface UploadLimits {
  maxBytes: number;
  /** From the first byte to the last row; the sweep relies on nobody taking longer. */
  maxDurationMs: number;
  /** Without a byte from the sender. */
  maxSilenceMs: number;
}

export const UPLOAD_LIMITS: UploadLimits = {
  maxBytes: 20 * 1024 * 1024,
  maxDurationMs: 10 * 60_000,
  maxSilenceMs: 30_000,
};

/** Pages that can run scripts and archives that hide what is in them are for whoever asks for them. */
export const ACCEPTED_KINDS: readonly FileKind[] = ["image", "document", "text", "audio", "video"];

/** What the verbs of files need; built once by a service. */
export interface FilesContext {
  database: Database;
  storage: BlobStorage;
  images: ImageProcessor;
  /** Null: nothing is scanned, and what was not found infected is served. */
  scanner: Scanner | null;
  clock: Clock;
  newId: () => string;
  /** A folder of this machine for uploads on their way. */
  spoolFolder: string;
  accepted: readonly FileKind[];
  limits: UploadLimits;
  /** Throws when a tenant or a person may not store so much more; runs in the transaction that stores the file. */
  admit: (tx: TenantTx, upload: { tenantId: string; sizeBytes: number; uploader: Uploader }) => Promise<void>;
  /** In the same transaction, when the rows are there: what has to happen to the file is enqueued here, its scan for instance. */
  stored: (tx: TenantTx, file: { tenantId: string; fileId: string }) => Promise<void>;
}

export interface Uploader {
  type: "customer" | "agent" | "system" | "assistant";
  id: string | null;
}
