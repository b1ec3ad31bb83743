import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { Repository } from "../repository.ts";

/** Records a verified backup of that age, without its data. */
export async function addBackup(repository: Repository, hoursAgo: number): Promise<void> {
  const at = new Date(Date.now() - hoursAgo * 3_600_000).toISOString();
  const id = at.replaceAll(/[-:]|\.\d+/g, "");
  await mkdir(path.dirname(repository.baseFile(id)), { recursive: true });
  await repository.record({
    ...{ id, startedAt: at, finishedAt: at, verifiedAt: at, sealedBytes: 1, firstSegment: null },
    ...{ postgres: "18.4", lastMigration: "" },
  });
}
