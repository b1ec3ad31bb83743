import { openDatabase } from "@chorus/database/database";
import { systemClock } from "@chorus/kernel/clock";
import { systemIds } from "@chorus/kernel/ids";
import { ACCEPTED_KINDS, UPLOAD_LIMITS, type FilesContext } from "../../files-context.ts";
import { createImageProcessor } from "../../images/image-processor.ts";
import type { BlobStorage } from "../../storage/blob-storage.ts";
import { openDiskStorage } from "../../storage/disk-storage.ts";
import { removeFiles, removeUnreferenced } from "../remove-files.ts";
import { storeFile } from "../store-file.ts";
import { chunksOf } from "./chunks.ts";

/** Where the process ends as `kill -9` would end it. */
export const MOMENTS = [
  "receiving",
  "before put",
  "after put",
  "in the transaction",
  "after the commit",
  "rows removed",
  "bytes removed",
] as const;
export type Moment = (typeof MOMENTS)[number];

export interface DyingTask {
  moment: Moment;
  databaseUrl: string;
  root: string;
  spoolFolder: string;
  tenantId: string;
  text: string;
}

const task = JSON.parse(process.argv[2]!) as DyingTask;

function reach(moment: Moment): void {
  if (task.moment === moment) process.kill(process.pid, "SIGKILL");
}

async function* body() {
  yield* chunksOf(Buffer.from(task.text));
  reach("receiving");
}

const disk = await openDiskStorage({ root: task.root });
const storage: BlobStorage = {
  ...disk,
  async put(key, source) {
    reach("before put");
    await disk.put(key, source);
    reach("after put");
  },
  async remove(keys) {
    // After the commit only copies of what was there are removed here; removals call it when their rows are gone.
    reach(isStored ? "rows removed" : "after the commit");
    await disk.remove(keys);
    if (isStored) reach("bytes removed");
  },
};
const context: FilesContext = {
  database: openDatabase({ url: task.databaseUrl, poolSize: 2, applicationName: "dying", onError: () => undefined }),
  storage,
  images: createImageProcessor(),
  scanner: null,
  clock: systemClock,
  newId: () => systemIds.next(),
  spoolFolder: task.spoolFolder,
  accepted: ACCEPTED_KINDS,
  limits: UPLOAD_LIMITS,
  admit: () => Promise.resolve(),
  stored: async () => reach("in the transaction"),
};
let isStored = false;
const { tenantId } = task;
const uploader = { type: "system", id: null } as const;
const upload = { tenantId, uploader, customerId: null, name: "a.txt", mediaType: "text/plain", body: body() };
const file = await storeFile(context, upload);
isStored = true;
await context.database.withTenant(tenantId, (tx) => removeFiles(tx, [file.id]));
await removeUnreferenced(context, tenantId);
