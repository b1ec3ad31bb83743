import { appendFile, mkdir, open, readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { Database } from "@chorus/database/database";
import { z } from "zod";
import { openSingleConnection } from "./single-connection.ts";

/** Somebody who was erased, or a whole tenant that was deleted: what a restore would bring back. Ids and times only. */
const Erasure = z.object({
  tenantId: z.uuid(),
  customerId: z.uuid().nullable(),
  at: z.iso.datetime(),
  /**
   * Where the deletion of a tenant is written down in the database. A line of before this was kept says no more than that the tenant was
   * not found, which is also so in a database that is new or was restored to an earlier time: no restore deletes because of it.
   */
  evidence: z.literal("deleted_tenants").optional(),
});
export type Erasure = z.infer<typeof Erasure>;

/** A copy, outside the database, of who was erased: a file per day beside the backups. */
export interface ErasureLog {
  /** Writes down who was erased since the last time. @returns how many */
  collect(): Promise<number>;
  close(): Promise<void>;
}

/** @param databaseUrl as the role `chorus_backup`, who sees every tenant */
export function openErasureLog(databaseUrl: string, folder: string): ErasureLog {
  const database = openSingleConnection(databaseUrl, "chorus-erasures");
  let known: Set<string> | undefined;
  return {
    async collect() {
      known ??= new Set((await readErasures(folder)).map(keyOf));
      const found = [...(await findErased(database)), ...(await findDeletedTenants(database))];
      const news = found.filter((erasure) => !known?.has(keyOf(erasure)));
      if (news.length > 0) await append(folder, news);
      for (const erasure of news) known.add(keyOf(erasure));
      return news.length;
    },
    close: () => database.close(),
  };
}

/** Everything that the log holds, the oldest first. */
export async function readErasures(folder: string): Promise<Erasure[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".jsonl")).toSorted();
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), "utf8")));
  const lines = texts.flatMap((text) => text.split("\n")).filter((line) => line !== "");
  return lines.map((line) => Erasure.parse(JSON.parse(line)));
}

const keyOf = ({ tenantId, customerId, evidence }: Erasure) => [tenantId, customerId, evidence].join("/");

async function findErased(database: Database): Promise<Erasure[]> {
  const rows = await database.background.statement<{ tenant_id: string; id: string; erased_at: Date }>(
    "erased",
    "select tenant_id, id, erased_at from customers where erased_at is not null order by erased_at",
    [],
  );
  return rows.map((row) => ({ tenantId: row.tenant_id, customerId: row.id, at: row.erased_at.toISOString() }));
}

async function findDeletedTenants(database: Database): Promise<Erasure[]> {
  // A backup is also taken before an upgrade, of a database that has no such table yet.
  const migrated = await database.background.statement(
    "",
    "select where to_regclass('deleted_tenants') is not null",
    [],
  );
  if (migrated.length === 0) return [];
  const rows = await database.background.statement<{ id: string; deleted_at: Date }>(
    "deleted_tenants",
    "select id, deleted_at from deleted_tenants order by deleted_at",
    [],
  );
  return rows.map(({ id, deleted_at: at }) => ({
    ...{ tenantId: id, customerId: null, at: at.toISOString(), evidence: "deleted_tenants" },
  }));
}

async function append(folder: string, erasures: readonly Erasure[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const handle = await open(path.join(folder, `${new Date().toISOString().slice(0, 10)}.jsonl`), "a", 0o600);
  try {
    await appendFile(handle, erasures.map((erasure) => `${JSON.stringify(erasure)}\n`).join(""));
    await handle.sync();
  } finally {
    await handle.close();
  }
}
