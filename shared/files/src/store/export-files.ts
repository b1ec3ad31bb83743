import type { Readable } from "node:stream";
import { notFound } from "@chorus/kernel/app-error";
import type { FilesContext } from "../files-context.ts";

export interface ExportedFile {
  id: string;
  name: string;
  mediaType: string;
  sizeBytes: number;
  createdAt: Date;
  open(): Promise<Readable>;
}

const PAGE_SIZE = 200;

/**
 * The files of a customer, or of a whole tenant, in the order in which they came; read page by page, without a transaction that stays open.
 * Infected ones are left out.
 */
export async function* exportFiles(
  { database, storage }: FilesContext,
  { tenantId, customerId }: { tenantId: string; customerId?: string },
): AsyncGenerator<ExportedFile> {
  let after: string | undefined;
  for (;;) {
    const page = await database.readTenant(tenantId, (tx) => {
      let query = tx
        .selectFrom("files")
        .select(["id", "blob_id", "name", "media_type", "size_bytes", "created_at"])
        .where("scan_state", "<>", "infected")
        .orderBy("id")
        .limit(PAGE_SIZE);
      if (customerId !== undefined) query = query.where("customer_id", "=", customerId);
      if (after !== undefined) query = query.where("id", ">", after);
      return query.execute();
    });
    for (const row of page) {
      yield {
        id: row.id,
        name: row.name,
        mediaType: row.media_type,
        sizeBytes: row.size_bytes,
        createdAt: row.created_at,
        async open() {
          const stream = await storage.open({ tenantId, blobId: row.blob_id });
          if (!stream) throw notFound();
          return stream;
        },
      };
    }
    if (page.length < PAGE_SIZE) return;
    after = page.at(-1)!.id;
  }
}
