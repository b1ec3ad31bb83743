import { appendFile, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { openErasureLog, readErasures } from "@chorus/backup/erasure-log";
import { ensureKey, readKeys, requireIdentity } from "@chorus/backup/keys";
import { receiveWal } from "@chorus/backup/receive-wal";
import { openRepository } from "@chorus/backup/repository";
import { restoreFiles } from "@chorus/backup/restore";
import { replayErasures } from "@chorus/backup/replay-erasures";
import { takeBackup } from "@chorus/backup/take-backup";
import { checkConversation } from "@chorus/cli/doctor/check-conversation";
import { createCheckList } from "@chorus/cli/doctor/check-list";
import { provisionBackupRole } from "@chorus/database/migrate";
import { databaseUrlFor } from "@chorus/database/rights";
import { seedDemoTenant } from "@chorus/demo/seed/seed-demo-tenant";
import { createCleanup } from "@chorus/kernel/cleanup";
import { dataFolderIn } from "@chorus/servers/postgres/start-postgres";
import { isAlive } from "@chorus/servers/processes";
import { UserError } from "@chorus/servers/user-error";
import { runScript } from "@chorus/servers/run-script";
import { chatCaller } from "@chorus/websocket-gateway/testing/tenant";
import { waitFor } from "@chorus/kernel/wait";
import { checkMessages, countForeignRows, findText } from "./checks.ts";
import { forget, startDurablePostgres, startPlatform, startRestoredIn } from "./platform.ts";
import { startWriters } from "./writers.ts";

export interface DrillOptions {
  /** How long people write before the target, and again from there to the loss. */
  writeMs: number;
  /** Also search by meaning, which is made anew after a restore. */
  withSearch: boolean;
  log: (text: string) => void;
}

export interface DrillReport {
  backupSeconds: number;
  backupBytes: number;
  acknowledged: number;
  /** Acknowledged and not in what was restored to the end of the archive. */
  lostAtEnd: number;
  /** From the newest restored message to the loss. */
  rpoSeconds: number;
  /** From the beginning of the restore until people talk again. */
  rtoSeconds: number;
  /** Acknowledged before the target. */
  wantedAtTarget: number;
  /** Everything that was not as promised; empty when the drill has succeeded. */
  problems: string[];
  /** What a restore to a time after the archive's end is answered. */
  tooLate: string;
}

/** A name that nobody else has: whoever finds it after the erasure has found personal data. */
const CANARY = "Zebedee Canarybird";

/** Loses a database on purpose, and gets it back. Everything happens in a folder of its own, on the loopback. */
export async function runDrill({ writeMs, withSearch, log }: DrillOptions): Promise<DrillReport> {
  const folder = await mkdtemp(path.join(tmpdir(), `chorus-test-${process.pid}-`));
  const cleanup = createCleanup();
  cleanup.defer(() => forget(folder));
  const problems: string[] = [];
  const timed = async <Result>(what: string, work: () => Promise<Result>): Promise<Result> => {
    const startedAt = performance.now();
    const result = await work();
    log(`${what}: ${((performance.now() - startedAt) / 1_000).toFixed(1)} s`);
    return result;
  };
  try {
    const source = path.join(folder, "source");
    const postgres = await startDurablePostgres(source);
    const platform = await startPlatform(source, { postgres, withSearch: false });
    cleanup.defer(() => platform[Symbol.asyncDispose]());
    const { cluster } = platform;
    await seedDemoTenant(cluster.databaseUrl, new Date());
    const databaseUrl = await provisionBackupRole(postgres.adminUrl, "drill-of-backups");
    const keyFile = path.join(folder, "key.txt");
    await ensureKey({ recipient: "", keyFile });
    const keys = await readKeys({ recipient: "", keyFile });
    const identity = requireIdentity(keys, keyFile);
    const repository = openRepository(path.join(folder, "repository"));
    const writers = await startWriters(cluster);
    cleanup.defer(() => writers.stop());
    const [tenant, neighbour] = writers.tenants;
    if (!tenant || !neighbour) throw new Error("nobody writes");
    const person = await tenant.customer(CANARY);

    const receiver = await receiveWal({
      databaseUrl,
      repository,
      recipient: keys.recipient,
      spool: path.join(folder, "spool"),
    });
    cleanup.defer(() => receiver.stop());
    const erasures = openErasureLog(databaseUrl, repository.erasureFolder);
    cleanup.defer(() => erasures.close());
    const backupAt = performance.now();
    const backup = await takeBackup({ databaseUrl, repository, keys });
    const backupSeconds = (performance.now() - backupAt) / 1_000;
    log(
      `base backup, encrypted and verified: ${backupSeconds.toFixed(1)} s, ${(backup.sealedBytes / 1e6).toFixed(1)} MB`,
    );
    if (backup.verifiedAt === null) problems.push("the backup was not verified");

    await delay(writeMs);
    const target = new Date();
    // Erased after the backup and after the target: a restore brings the person back.
    const owner = tenant.person("owner").token;
    await delay(50);
    await chatCaller(cluster.urls.chat)("POST", `/api/v1/customers/${person.id}/erase`, undefined, owner);
    if ((await erasures.collect()) !== 1) problems.push("the erasure was not written down");
    await receiver.store();
    await delay(writeMs);

    const lossAt = new Date();
    process.kill(postgres.pid, "SIGKILL");
    const isGone = await waitFor(() => !isAlive(postgres.pid), { timeoutMs: 10_000, intervalMs: 5 });
    if (!isGone) problems.push("Postgres has survived kill -9");
    writers.stop();
    const acknowledged = [...writers.acknowledged];
    await receiver.stop();
    await erasures.close();
    await platform[Symbol.asyncDispose]();
    log(`kill -9 of Postgres after ${acknowledged.length} acknowledged messages`);

    // Everything that there is.
    const restoreAt = performance.now();
    const atEnd = path.join(folder, "at-end");
    await timed("files restored", async () =>
      restoreFiles({ repository, identity, dataFolder: await dataFolderIn(atEnd), target: null }),
    );
    const restored = await timed("log replayed, promoted", () => startRestoredIn(atEnd, null));
    const after = await startPlatform(atEnd, { postgres: restored, withSearch });
    cleanup.defer(() => after[Symbol.asyncDispose]());
    await timed("erasures replayed", () =>
      replayErasures(databaseUrlFor("chat-service", after.cluster.databaseUrl), repository.erasureFolder),
    );
    const list = createCheckList();
    await checkConversation(list, { chatUrl: after.cluster.urls.chat, gatewayUrl: after.cluster.urls.gateways[0] });
    if (list.failures > 0) problems.push(`${list.failures} checks of the doctor failed`);
    const rtoSeconds = (performance.now() - restoreAt) / 1_000;
    const end = await checkMessages(restored.adminUrl, acknowledged, null);
    problems.push(...end.repeated.map((key) => `${key} is there twice`), ...end.holes.map((id) => `${id} has a hole`));
    for (const { tenantId } of [tenant, neighbour]) {
      const foreign = await countForeignRows(after.cluster.databaseUrl, tenantId);
      if (foreign > 0) problems.push(`${foreign} rows of others are visible to ${tenantId}`);
    }
    problems.push(...(await findText(restored.adminUrl, CANARY)).map((table) => `an erased person is in ${table}`));
    if (withSearch) await timed("reindexed", () => reindex(after.cluster.databaseUrl, problems));
    await after[Symbol.asyncDispose]();

    // A point in time: everything until then, and nothing after it.
    const inTime = path.join(folder, "in-time");
    await timed(`files restored for ${target.toISOString()}`, async () =>
      restoreFiles({ repository, identity, dataFolder: await dataFolderIn(inTime), target }),
    );
    const earlier = await timed("log replayed up to the time, promoted", () => startRestoredIn(inTime, target));
    cleanup.defer(() => earlier.stop());
    const then = await checkMessages(earlier.adminUrl, acknowledged, target);
    problems.push(...then.lost.map(({ conversationId, body }) => `${conversationId}: ${body} is lost`));
    problems.push(
      ...then.repeated.map((key) => `${key} is there twice`),
      ...then.holes.map((id) => `${id} has a hole`),
    );
    if (then.newestAt && then.newestAt > target) problems.push("there are messages from after the target");
    if ((await findText(earlier.adminUrl, CANARY)).length === 0)
      problems.push("the erased person did not come back, so their erasure cannot be tried");
    const service = new URL(cluster.databaseUrl);
    service.port = String(earlier.port);
    await replayErasures(databaseUrlFor("chat-service", service.toString()), repository.erasureFolder);
    problems.push(...(await findText(earlier.adminUrl, CANARY)).map((table) => `an erased person is back in ${table}`));
    if ((await readErasures(repository.erasureFolder)).length !== 1)
      problems.push("the erasure log is not as expected");
    await earlier.stop();

    // A server that answers reads before it has replayed all ends after it was ready, the other before.
    const tooLate = await tryTooLate(path.join(folder, "too-late"), { repository, identity }, "hot_standby = on");
    const beforeReady = await tryTooLate(
      path.join(folder, "before-ready"),
      { repository, identity },
      "hot_standby = off",
    );
    for (const answer of [tooLate, beforeReady]) {
      if (!answer.includes("earlier than")) problems.push(`a target after the end is not explained: ${answer}`);
    }
    return {
      ...{ backupSeconds, backupBytes: backup.sealedBytes, acknowledged: acknowledged.length },
      ...{ lostAtEnd: end.lost.length, rtoSeconds, problems, tooLate },
      rpoSeconds: end.newestAt ? Math.max(0, (lossAt.getTime() - end.newestAt.getTime()) / 1_000) : Number.NaN,
      wantedAtTarget: acknowledged.filter(({ ackedAt }) => ackedAt <= target).length,
    };
  } finally {
    await cleanup.run();
  }
}

async function tryTooLate(
  folder: string,
  archive: Pick<Parameters<typeof restoreFiles>[0], "repository" | "identity">,
  setting: string,
) {
  const target = new Date(Date.now() + 3_600_000);
  try {
    const dataFolder = await dataFolderIn(folder);
    await restoreFiles({ ...archive, dataFolder, target });
    await appendFile(path.join(dataFolder, "postgresql.auto.conf"), `${setting}\n`);
    await (await startRestoredIn(folder, target)).stop();
    return "it was restored";
  } catch (error) {
    return error instanceof UserError ? error.message : String(error);
  } finally {
    await forget(folder);
  }
}

async function reindex(databaseUrl: string, problems: string[]): Promise<void> {
  const url = databaseUrlFor("summary-engine", databaseUrl);
  const code = await runScript("services/summary-engine/src/reindex-command.ts", [], { DATABASE_URL: url });
  if (code !== 0) problems.push("make reindex failed");
}
