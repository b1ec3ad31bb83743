import type { Generated } from "kysely";
import type { DefaultedTime, Time } from "./columns.ts";

/** Bytes in the store, once for all files of the tenant that consist of them. */
export interface FileBlobsTable {
  tenant_id: string;
  id: string;
  sha256: Buffer | null;
  size_bytes: number;
  /** Kept by a trigger on `files`. */
  reference_count: Generated<number>;
  created_at: DefaultedTime;
}

export interface FilesTable {
  tenant_id: string;
  id: string;
  blob_id: string;
  thumbnail_blob_id: string | null;
  name: string;
  media_type: string;
  size_bytes: number;
  width: number | null;
  height: number | null;
  uploader_type: "customer" | "agent" | "system" | "assistant";
  uploader_id: string | null;
  customer_id: string | null;
  conversation_id: string | null;
  attached_at: Time | null;
  scan_state: Generated<"pending" | "clean" | "infected" | "failed">;
  scan_finding: string | null;
  scanned_at: Time | null;
  created_at: DefaultedTime;
}
