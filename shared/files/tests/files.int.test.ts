import { randomBytes, randomUUID } from "node:crypto";
import { mkdir, readdir, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { AppError } from "@chorus/kernel/app-error";
import { systemIds } from "@chorus/kernel/ids";
import { startS3Double } from "@chorus/doubles/s3/server";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FilesContext } from "../src/files-context.ts";
import { openS3Storage } from "../src/storage/s3-storage.ts";
import { attachFiles } from "../src/store/attach-files.ts";
import { exportFiles } from "../src/store/export-files.ts";
import { openFile, type FilePurpose } from "../src/store/open-file.ts";
import { removeFiles, removeTenantBytes, removeUnattached, removeUnreferenced } from "../src/store/remove-files.ts";
import { measure } from "../src/store/spool.ts";
import { storeFile } from "../src/store/store-file.ts";
import { sweepStorage } from "../src/store/sweep-storage.ts";
import { startFiles, type Files } from "../src/store/testing/harness.ts";

const credentials = { accessKeyId: "chorus", secretAccessKey: "secret of the double" };
const picture = () =>
  sharp({ create: { width: 800, height: 600, channels: 3, background: "#1f6b4a" } })
    .jpeg()
    .toBuffer();

describe.each(["disk", "S3"])("files on %s", (kind) => {
  let files: Files;
  let stop: () => PromiseLike<void>;
  let context: FilesContext;

  beforeAll(async () => {
    if (kind === "disk") files = await startFiles();
    else {
      const double = await startS3Double({ port: 0, bucket: "files", credentials });
      stop = () => double[Symbol.asyncDispose]();
      files = await startFiles(async () =>
        openS3Storage({ bucket: "files", region: "eu-test-1", endpoint: double.url, credentials }),
      );
    }
    ({ context } = files);
  });
  afterAll(async () => {
    await files[Symbol.asyncDispose]();
    await stop?.();
  });

  const read = async (tenantId: string, fileId: string, purpose: FilePurpose = "download") =>
    buffer(await (await openFile(context, { tenantId, fileId, purpose })).open());

  it("are given back as they came; of what is under way nothing is left", async () => {
    const tenantId = await files.tenant();
    const bytes = Buffer.concat([Buffer.from("%PDF-1.7\n"), randomBytes(300_000)]);
    const upload = files.upload(tenantId, bytes, { name: "Invoice.pdf", mediaType: "application/pdf" });
    const file = await storeFile(context, upload);
    expect(file).toMatchObject({ name: "Invoice.pdf", mediaType: "application/pdf", sizeBytes: bytes.length });
    expect((await read(tenantId, file.id)).equals(bytes)).toBe(true);
    expect(await readdir(context.spoolFolder)).toEqual([]);
  });

  it("that are images are written anew, with a thumbnail", async () => {
    const tenantId = await files.tenant();
    const upload = files.upload(tenantId, await picture(), { name: "tent.JPG", mediaType: "image/jpeg" });
    const file = await storeFile(context, upload);
    expect(file).toMatchObject({ name: "tent.jpg", width: 800, height: 600, hasThumbnail: true });
    const thumbnail = await sharp(await read(tenantId, file.id, "thumbnail")).metadata();
    expect(thumbnail).toMatchObject({ format: "webp", width: 320, height: 240 });
  });

  it("of equal bytes are stored once in a tenant, and go with the last that has them", async () => {
    const [one, other] = [await files.tenant(), await files.tenant()];
    const store = (tenantId: string) => storeFile(context, files.upload(tenantId, "the same"));
    const [first, second, foreign] = [await store(one), await store(one), await store(other)];
    expect(await files.counts(one)).toEqual({ files: 2, blobs: 1, stored: 1 });
    expect(await files.counts(other)).toEqual({ files: 1, blobs: 1, stored: 1 });
    const remove = async (id: string) => {
      await context.database.withTenant(one, (tx) => removeFiles(tx, [id]));
      return removeUnreferenced(context, one);
    };
    expect(await remove(first.id)).toBe(0);
    expect((await read(one, second.id)).toString()).toBe("the same");
    expect(await remove(second.id)).toBe(1);
    expect(await files.counts(one)).toEqual({ files: 0, blobs: 0, stored: 0 });
    expect((await read(other, foreign.id)).toString()).toBe("the same");
    await expect(openFile(context, { tenantId: one, fileId: second.id, purpose: "view" })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("sent and removed at the same time by many are never without their bytes", async () => {
    const tenantId = await files.tenant();
    const bytes = await picture();
    const once = async () => {
      const file = await storeFile(context, files.upload(tenantId, bytes));
      expect((await read(tenantId, file.id)).length).toBe(file.sizeBytes);
      await context.database.withTenant(tenantId, (tx) => removeFiles(tx, [file.id]));
      await removeUnreferenced(context, tenantId);
    };
    await Promise.all(
      Array.from({ length: 6 }, async () => {
        for (let round = 0; round < 5; round += 1) await once();
      }),
    );
    expect(await files.counts(tenantId)).toEqual({ files: 0, blobs: 0, stored: 0 });
  });

  it("another tenant's are not there", async () => {
    const [one, other] = [await files.tenant(), await files.tenant()];
    const { id } = await storeFile(context, files.upload(one, "mine"));
    const opening = openFile(context, { tenantId: other, fileId: id, purpose: "download" });
    await expect(opening).rejects.toMatchObject({ code: "not_found" });
    expect(await context.database.withTenant(other, (tx) => removeFiles(tx, [id]))).toBe(0);
  });

  it("that are refused by a quota leave nothing", async () => {
    const tenantId = await files.tenant();
    const full = { ...context, admit: () => Promise.reject(new AppError("payload_too_large")) };
    await expect(storeFile(full, files.upload(tenantId, "x"))).rejects.toMatchObject({ code: "payload_too_large" });
    expect(await files.counts(tenantId)).toEqual({ files: 0, blobs: 0, stored: 0 });
  });

  it("are there, with their bytes, when what has to be done with them is enqueued; if that fails, they are not", async () => {
    const tenantId = await files.tenant();
    const seen: string[] = [];
    const stored: FilesContext["stored"] = async (tx, { fileId }) => {
      const rows = await tx.selectFrom("files").select(["id", "blob_id"]).where("id", "=", fileId).execute();
      for (const { id, blob_id: blobId } of rows) {
        seen.push(id);
        expect((await buffer((await context.storage.open({ tenantId, blobId }))!)).toString()).toBe("task");
      }
    };
    const { id } = await storeFile({ ...context, stored }, files.upload(tenantId, "task"));
    expect(seen).toEqual([id]);
    const failing = { ...context, stored: () => Promise.reject(new AppError("unavailable")) };
    await expect(storeFile(failing, files.upload(tenantId, "other"))).rejects.toMatchObject({ code: "unavailable" });
    expect(await files.counts(tenantId)).toEqual({ files: 1, blobs: 1, stored: 1 });
  });

  it("of a tenant that was deleted go with all it had", async () => {
    const tenantId = await files.tenant();
    for (const text of ["one", "two", "three"]) await storeFile(context, files.upload(tenantId, text));
    await files.owner.statement("", "select delete_tenant($1)", [tenantId]);
    expect(await files.counts(tenantId)).toEqual({ files: 0, blobs: 0, stored: 3 });
    expect(await removeTenantBytes(context, tenantId)).toBe(3);
    expect(await files.counts(tenantId)).toEqual({ files: 0, blobs: 0, stored: 0 });
  });

  it("are left by the sweep, which takes what has no row once it is old, and what lost its last one at once", async () => {
    const tenantId = await files.tenant();
    const kept = await storeFile(context, files.upload(tenantId, "kept"));
    const gone = await storeFile(context, files.upload(tenantId, "gone"));
    await context.database.withTenant(tenantId, (tx) => removeFiles(tx, [gone.id]));
    const source = path.join(files.folder, randomUUID());
    await writeFile(source, "orphan");
    await context.storage.put({ tenantId, blobId: systemIds.next() }, await measure(source));
    await context.storage.put({ tenantId: systemIds.next(), blobId: systemIds.next() }, await measure(source));
    expect(await sweepStorage(context)).toMatchObject({ orphans: 0, unreferenced: 1 });
    const later = { ...context, clock: { now: () => Date.now() + 48 * 3_600_000 } };
    const swept = await sweepStorage(later);
    expect(swept.orphans).toBe(2);
    expect((await read(tenantId, kept.id)).toString()).toBe("kept");
    expect(await files.counts(tenantId)).toEqual({ files: 1, blobs: 1, stored: 1 });
    expect(await sweepStorage(later)).toMatchObject({ orphans: 0, unreferenced: 0 });
    await expect(sweepStorage(context, 1_000)).rejects.toThrow(/under way/);
  });
});

describe("whose files they are", () => {
  let files: Files;
  beforeAll(async () => {
    files = await startFiles();
  });
  afterAll(() => files[Symbol.asyncDispose]());

  const conversation = async (tenantId: string, customerId: string) => {
    const id = systemIds.next();
    const text = "insert into conversations (tenant_id, id, customer_id, status) values ($1, $2, $3, 'open')";
    await files.owner.statement("", text, [tenantId, id, customerId]);
    return id;
  };

  it("is said when they are attached: by who uploaded them, once", async () => {
    const { context } = files;
    const tenantId = await files.tenant();
    const customerId = await files.customer(tenantId);
    const conversationId = await conversation(tenantId, customerId);
    const uploader = { type: "agent" as const, id: randomUUID() };
    const stored = await storeFile(context, files.upload(tenantId, "offer", { uploader }));
    const attach = (fileIds: string[], by: typeof uploader) =>
      context.database.withTenant(tenantId, (tx) =>
        attachFiles(tx, { fileIds, uploader: by, conversationId, customerId, at: new Date() }),
      );
    const refused = { code: "not_found" };
    await expect(attach([stored.id], { ...uploader, id: randomUUID() })).rejects.toMatchObject(refused);
    await expect(attach([stored.id, randomUUID()], uploader)).rejects.toMatchObject(refused);
    await attach([stored.id, stored.id], uploader);
    await expect(attach([stored.id], uploader)).rejects.toMatchObject(refused);
    const exported = [];
    for await (const file of exportFiles(context, { tenantId, customerId }))
      exported.push([file.id, (await buffer(await file.open())).toString()]);
    expect(exported).toEqual([[stored.id, "offer"]]);
    const late = await storeFile(context, files.upload(tenantId, "late", { uploader }));
    await files.owner.statement("", "update customers set erased_at = now() where id = $1", [customerId]);
    await expect(attach([late.id], uploader)).rejects.toMatchObject(refused);
  });

  it("that were never attached expire; those that were stay", async () => {
    const { context } = files;
    const tenantId = await files.tenant();
    const customerId = await files.customer(tenantId);
    const conversationId = await conversation(tenantId, customerId);
    const uploader = { type: "customer" as const, id: customerId };
    const attached = await storeFile(context, files.upload(tenantId, "a", { uploader, customerId }));
    await storeFile(context, files.upload(tenantId, "b", { uploader, customerId }));
    await context.database.withTenant(tenantId, (tx) =>
      attachFiles(tx, { fileIds: [attached.id], uploader, conversationId, customerId, at: new Date() }),
    );
    const expire = (olderThan: Date) => context.database.withTenant(tenantId, (tx) => removeUnattached(tx, olderThan));
    expect(await expire(new Date(Date.now() - 3_600_000))).toBe(0);
    expect(await expire(new Date(Date.now() + 3_600_000))).toBe(1);
    expect(await removeUnreferenced(context, tenantId)).toBe(1);
    expect(await files.counts(tenantId)).toEqual({ files: 1, blobs: 1, stored: 1 });
  });

  it("of a customer who was erased are not taken in any more", async () => {
    const tenantId = await files.tenant();
    const customerId = await files.customer(tenantId);
    await files.owner.statement("", "update customers set erased_at = now() where id = $1", [customerId]);
    const storing = storeFile(files.context, files.upload(tenantId, "late", { customerId }));
    await expect(storing).rejects.toMatchObject({ code: "not_found" });
    expect(await files.counts(tenantId)).toEqual({ files: 0, blobs: 0, stored: 0 });
  });

  it("what an upload that was cut off has left in the spool goes with the sweep", async () => {
    const { context } = files;
    const old = path.join(context.spoolFolder, "upload-old");
    await mkdir(old, { recursive: true });
    const longAgo = new Date(Date.now() - 72 * 3_600_000);
    await utimes(old, longAgo, longAgo);
    expect(await sweepStorage(context)).toMatchObject({ unfinished: 1 });
    expect(await readdir(context.spoolFolder)).toEqual([]);
  });
});
