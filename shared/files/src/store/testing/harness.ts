import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { openDatabase } from "@chorus/database/database";
import { systemClock } from "@chorus/kernel/clock";
import { systemIds } from "@chorus/kernel/ids";
import { createTestDatabase } from "@chorus/testing/test-database";
import { ACCEPTED_KINDS, UPLOAD_LIMITS, type FilesContext } from "../../files-context.ts";
import { createImageProcessor } from "../../images/image-processor.ts";
import type { BlobStorage } from "../../storage/blob-storage.ts";
import { openDiskStorage } from "../../storage/disk-storage.ts";
import type { Upload } from "../store-file.ts";
import { chunksOf } from "./chunks.ts";

export async function startFiles(openStorage?: () => Promise<BlobStorage>) {
  const folder = await mkdtemp(path.join(tmpdir(), "chorus-files-"));
  const root = path.join(folder, "root");
  const clone = await createTestDatabase();
  const shared = { poolSize: 8, onError: () => undefined };
  const database = openDatabase({ ...shared, url: clone.url, applicationName: "files" });
  const owner = openDatabase({ ...shared, url: clone.adminUrl, applicationName: "owner", defaultBudget: "background" });
  const storage = await (openStorage?.() ?? openDiskStorage({ root }));
  const images = createImageProcessor();
  const context: FilesContext = {
    database,
    storage,
    images,
    scanner: null,
    clock: systemClock,
    newId: () => systemIds.next(),
    spoolFolder: path.join(folder, "spool"),
    accepted: ACCEPTED_KINDS,
    limits: UPLOAD_LIMITS,
    admit: () => Promise.resolve(),
    stored: () => Promise.resolve(),
  };

  const count = async (table: "files" | "file_blobs", tenantId: string): Promise<number> => {
    const text = `select count(*) from ${table} where tenant_id = $1`;
    const [row] = await owner.statement<{ count: number }>("", text, [tenantId]);
    return row!.count;
  };

  return {
    context,
    owner,
    root,
    folder,
    databaseUrl: clone.url,
    async tenant(): Promise<string> {
      const tenantId = systemIds.next();
      await owner.statement(
        "",
        "insert into tenants (tenant_id, slug, name, widget_key) values ($1::uuid, $2, 'Acme', $2)",
        [tenantId, `acme-${tenantId}`],
      );
      return tenantId;
    },
    async customer(tenantId: string): Promise<string> {
      const id = systemIds.next();
      await owner.statement("", "insert into customers (tenant_id, id, name) values ($1, $2, 'Mia')", [tenantId, id]);
      return id;
    },
    upload(tenantId: string, bytes: Uint8Array | string, overrides: Partial<Upload> = {}): Upload {
      return {
        tenantId,
        uploader: { type: "agent", id: randomUUID() },
        customerId: null,
        name: "file",
        mediaType: "",
        body: chunksOf(Buffer.from(bytes)),
        ...overrides,
      };
    },
    /** Rows of files, rows of bytes, and bytes that lie in the store. */
    async counts(tenantId: string): Promise<{ files: number; blobs: number; stored: number }> {
      let stored = 0;
      for await (const _ of storage.list(tenantId)) stored += 1;
      return { files: await count("files", tenantId), blobs: await count("file_blobs", tenantId), stored };
    },
    async [Symbol.asyncDispose]() {
      await images[Symbol.asyncDispose]();
      await storage.close();
      await database.close();
      await owner.close();
      await clone[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}

export type Files = Awaited<ReturnType<typeof startFiles>>;
