import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openFile } from "../src/store/open-file.ts";
import { storeFile } from "../src/store/store-file.ts";
import { sweepStorage } from "../src/store/sweep-storage.ts";
import type { DyingTask, Moment } from "../src/store/testing/dying-process.ts";
import { startFiles, type Files } from "../src/store/testing/harness.ts";

let files: Files;
beforeAll(async () => {
  files = await startFiles();
});
afterAll(() => files[Symbol.asyncDispose]());

const program = path.join(import.meta.dirname, "../src/store/testing/dying-process.ts");
const DAY_MS = 24 * 3_600_000;

/** @returns the signal that ended it */
async function dieAt(task: DyingTask): Promise<string | null> {
  const child = spawn(process.execPath, [program, JSON.stringify(task)], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [, signal] = (await once(child, "exit")) as [number | null, string | null];
  return signal;
}

/** What is stored after the process that stored or removed a second file of these bytes was killed. */
it.each<[Moment, { files: number; blobs: number; stored: number }]>([
  ["receiving", { files: 1, blobs: 1, stored: 1 }],
  ["before put", { files: 1, blobs: 1, stored: 1 }],
  ["after put", { files: 1, blobs: 1, stored: 2 }],
  ["in the transaction", { files: 1, blobs: 1, stored: 2 }],
  ["after the commit", { files: 2, blobs: 1, stored: 2 }],
])("killed while it stores what is there already: %s", async (moment, left) => {
  const tenantId = await files.tenant();
  const kept = await storeFile(files.context, files.upload(tenantId, "the same"));
  await expect(killed(moment, tenantId, "the same")).resolves.toEqual(left);
  expect(await sweepLater()).toBe(0);
  expect(await files.counts(tenantId)).toEqual({ ...left, stored: 1 });
  const opened = await openFile(files.context, { tenantId, fileId: kept.id, purpose: "download" });
  expect((await buffer(await opened.open())).toString()).toBe("the same");
});

it.each<[Moment, { files: number; blobs: number; stored: number }]>([
  ["after put", { files: 0, blobs: 0, stored: 1 }],
  ["in the transaction", { files: 0, blobs: 0, stored: 1 }],
  ["rows removed", { files: 0, blobs: 1, stored: 1 }],
  ["bytes removed", { files: 0, blobs: 1, stored: 0 }],
])("killed with what nobody else has: %s", async (moment, left) => {
  const tenantId = await files.tenant();
  await expect(killed(moment, tenantId, "new")).resolves.toEqual(left);
  await sweepLater();
  const { stored, files: rows } = await files.counts(tenantId);
  expect({ stored, rows }).toEqual({ stored: 0, rows: 0 });
});

async function killed(moment: Moment, tenantId: string, text: string) {
  const { databaseUrl, root } = files;
  const { spoolFolder } = files.context;
  expect(await dieAt({ moment, databaseUrl, root, spoolFolder, tenantId, text })).toBe("SIGKILL");
  return files.counts(tenantId);
}

/** Every row that is left has its bytes; garbage goes when it is old. @returns how many rows have none */
async function sweepLater(): Promise<number> {
  await sweepStorage({ ...files.context, clock: { now: () => Date.now() + 2 * DAY_MS } });
  const rows = await files.owner.statement<{ tenant_id: string; id: string }>(
    "",
    "select tenant_id, id from file_blobs where reference_count > 0",
    [],
  );
  let without = 0;
  for (const { tenant_id: tenantId, id: blobId } of rows) {
    const stream = await files.context.storage.open({ tenantId, blobId });
    if (!stream) without += 1;
    stream?.destroy();
  }
  return without;
}
