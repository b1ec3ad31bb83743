import { removed, type Inventory } from "./classes.ts";

/** Files that people sent. Their bytes are deleted when the last row that refers to them has gone (shared/files). */
export const FILES: Inventory<"files" | "file_blobs"> = {
  files: {
    key: ["id"],
    customer: { column: "customer_id", links: "customer" },
    tenantExport: true,
    columns: {
      tenant_id: "identifier",
      id: "identifier",
      blob_id: "identifier",
      thumbnail_blob_id: "identifier",
      name: removed(),
      media_type: "none",
      size_bytes: "none",
      width: "none",
      height: "none",
      uploader_type: "none",
      uploader_id: "identifier",
      customer_id: "identifier",
      conversation_id: "identifier",
      attached_at: "none",
      scan_state: "none",
      scan_finding: "none",
      scanned_at: "none",
      created_at: "none",
    },
  },
  file_blobs: {
    key: ["id"],
    customer: null,
    tenantExport: { no: "where the bytes of `files` lie, which are exported beside it" },
    columns: {
      tenant_id: "identifier",
      id: "identifier",
      sha256: "identifier",
      size_bytes: "none",
      reference_count: "none",
      created_at: "none",
    },
  },
};
