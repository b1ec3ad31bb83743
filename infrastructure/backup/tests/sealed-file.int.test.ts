import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { findFreePort, urlOf } from "@chorus/servers/ports";
import { UserError } from "@chorus/servers/user-error";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { afterAll, beforeAll, expect, test } from "vitest";
import { backupAge } from "../src/backup-age.ts";
import { readBackupConfig } from "../src/config.ts";
import { ensureKey, readKeys } from "../src/keys.ts";
import { BACKUP_METRICS, writeMetrics } from "../src/metrics.ts";
import { type BackupRecord, openRepository } from "../src/repository.ts";
import { seal, unseal } from "../src/sealed-file.ts";
import { serveMetrics } from "../src/serve-metrics.ts";
import { readSecrets, restoreSecrets, storeSecrets } from "../src/secrets.ts";

let folder: string;
let identity: string;
let recipient: string;
const file = () => path.join(folder, "some.zst.age");
const content = randomBytes(300_000);
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "chorus-sealed-"));
  identity = await generateX25519Identity();
  recipient = await identityToRecipient(identity);
  await seal(Readable.from([content]), file(), recipient);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("what is sealed comes back byte for byte, for the right key only", async () => {
  expect(await buffer(await unseal(file(), identity))).toEqual(content);
  expect((await readFile(file())).includes(content.subarray(0, 32))).toBe(false);
  await expect(unseal(file(), await generateX25519Identity())).rejects.toThrow(/identit/);
});

test.each([
  ["changed", (sealed: Buffer) => sealed.fill(1, 1_000, 1_001)],
  ["cut", (sealed: Buffer) => sealed.subarray(0, -70_000)],
])("a file that was %s is refused", async (how, change) => {
  const broken = path.join(folder, `${how}.zst.age`);
  await writeFile(broken, change(await readFile(file())));
  await expect(unseal(broken, identity).then(buffer)).rejects.toThrow("invalid tag");
});

test("a source that fails leaves nothing behind", async () => {
  const failing = Readable.from(
    (async function* () {
      yield content;
      throw new Error("the source broke");
    })(),
  );
  const target = path.join(folder, "failed.zst.age");
  await expect(seal(failing, target, recipient)).rejects.toThrow("the source broke");
  expect([existsSync(target), existsSync(`${target}.unfinished`)]).toEqual([false, false]);
});

test("a key is made once, and without one it is said what to set", async () => {
  const keyFile = path.join(folder, "keys/key.txt");
  await expect(readKeys({ recipient: "", keyFile })).rejects.toThrow(/BACKUP_KEY_FILE/);
  expect(await ensureKey({ recipient: "", keyFile })).toBe(true);
  expect(await ensureKey({ recipient: "", keyFile })).toBe(false);
  const keys = await readKeys({ recipient: "", keyFile });
  expect(keys.recipient).toMatch(/^age1/);
  expect(await readKeys({ recipient, keyFile: "/nowhere" })).toEqual({ recipient, identity: null });
});

test("secrets are sealed apart from the data, and no others with them", async () => {
  const repository = openRepository(path.join(folder, "secrets-test"));
  const secretsFile = path.join(folder, "some.env");
  await writeFile(secretsFile, "CHORUS_SECRET=abc\nCHAT_PORT=1\nVAPID_PRIVATE_KEY=def\n");
  const secrets = await readSecrets({ secretsFile, secrets: { LINK_SECRET: "not asked for" } });
  expect(secrets).toEqual({ CHORUS_SECRET: "abc", VAPID_PRIVATE_KEY: "def" });
  await storeSecrets(secrets, repository.secretsFile("20261130T101500Z"), recipient);
  const restored = path.join(folder, "restored.env");
  await restoreSecrets(repository, "20261130T101500Z", identity, restored);
  expect(await readFile(restored, "utf8")).toBe("CHORUS_SECRET=abc\nVAPID_PRIVATE_KEY=def\n");
});

test("secrets are those of the environment and of the files that it names", async () => {
  const file = path.join(folder, "link-secret");
  await writeFile(file, "from-a-file\n");
  const config = readBackupConfig({ CHORUS_SECRET: "abc", LINK_SECRET_FILE: file, CHAT_PORT: "1" });
  expect(await readSecrets(config)).toEqual({ CHORUS_SECRET: "abc", LINK_SECRET: "from-a-file" });
});

test("figures are served as they are in their file, and nothing else is", async () => {
  const metricsFile = path.join(folder, "served/chorus.prom");
  await using server = await serveMetrics({ metricsFile, metricsPort: await findFreePort() });
  const ask = (at: string) => fetch(`${urlOf(server.port)}${at}`);
  expect(await (await ask("/metrics")).text()).toBe("");
  await writeMetrics(metricsFile, { chorus_backup_bytes: 5 });
  expect(await (await ask("/metrics")).text()).toBe(await readFile(metricsFile, "utf8"));
  expect((await ask("/")).status).toBe(404);
});

function recordOf(hoursAgo: number, firstSegment: string): BackupRecord {
  const at = new Date(Date.now() - hoursAgo * 3_600_000).toISOString();
  return {
    ...{
      id: at.replaceAll(/[-:]|\.\d+/g, ""),
      startedAt: at,
      finishedAt: at,
      verifiedAt: at,
      sealedBytes: 1,
      firstSegment,
    },
    ...{ postgres: "18.4", lastMigration: "" },
  };
}

test("the newest backups are kept with the log that they need, and their age is told", async () => {
  const repository = openRepository(path.join(folder, "kept"));
  const age = (limit?: string) => backupAge(repository, limit, (text) => void said.push(text));
  const said: string[] = [];
  await expect(age()).rejects.toThrow(UserError);
  const segments = ["000000010000000000000003", "000000010000000000000005", "000000010000000000000007"];
  for (const name of segments) await seal(Readable.from(["x"]), repository.walFile(name), recipient);
  for (const [index, segment] of segments.entries()) {
    const record = recordOf(72 - index * 24, segment);
    await seal(Readable.from(["x"]), repository.baseFile(record.id), recipient);
    await repository.record(record);
  }
  expect(await repository.keep(2)).toHaveLength(1);
  expect(await repository.walNames()).toEqual(segments.slice(1));
  expect(await repository.backups()).toHaveLength(2);
  await age();
  expect(said[0]).toMatch(/is 24\.0 hours old and verified/);
  await expect(age("12")).rejects.toThrow(/24\.0 hours old: `make backup`/);
});

test("a backup of a restored database may begin before an older one: what it needs stays", async () => {
  const repository = openRepository(path.join(folder, "restored-meanwhile"));
  const segments = ["000000010000000000000003", "000000010000000000000007", "000000020000000000000005"];
  for (const name of segments) await seal(Readable.from(["x"]), repository.walFile(name), recipient);
  for (const [index, segment] of segments.entries()) {
    const record = recordOf(72 - index * 24, segment);
    await seal(Readable.from(["x"]), repository.baseFile(record.id), recipient);
    await repository.record(record);
  }
  await repository.keep(2);
  expect(await repository.walNames()).toEqual(segments.slice(1));
});

test("metrics that are not written anew stay", async () => {
  const metrics = path.join(folder, "metrics/chorus.prom");
  await writeMetrics(metrics, { chorus_backup_bytes: 5 });
  await writeMetrics(metrics, { chorus_restore_rto_seconds: 7.5 });
  const text = await readFile(metrics, "utf8");
  expect(text).toMatch(/^chorus_backup_bytes 5$/m);
  expect(text).toMatch(/^chorus_restore_rto_seconds 7\.5$/m);
  expect(text).toMatch(/^# TYPE chorus_restore_rto_seconds gauge$/m);
});

test("who writes metrics at the same time loses none of the others'", async () => {
  const metrics = path.join(folder, "metrics-of-many/chorus.prom");
  await Promise.all(BACKUP_METRICS.map((name, index) => writeMetrics(metrics, { [name]: index })));
  const text = await readFile(metrics, "utf8");
  for (const [index, name] of BACKUP_METRICS.entries()) expect(text).toContain(`\n${name} ${index}\n`);
  expect(await readdir(path.dirname(metrics))).toEqual(["chorus.prom"]);
});
