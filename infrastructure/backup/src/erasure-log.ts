import { appendFile, mkdir, open, readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { Database } from "@chorus/database/database";
import { z } from "zod";
import { openSingleConnection } from "./single-connection.ts";

/** Somebody who was erased, or a whole tenant that was deleted: what a restore would bring back. Ids and times only. */
const Erasure = z.object({ tenantId: z.uuid(), customerId: z.uuid().nullable(), at: z.iso.datetime() });
export type Erasure = z.infer<typeof Erasure>;

/** The tenants that were there last time, so that those that are gone are noticed. */
const KNOWN_TENANTS = "tenants.json";

/** A copy, outside the database, of who was erased: a file per day beside the backups. */
export interface ErasureLog {
  /** Writes down who was erased since the last time. @returns how many */
  collect(): Promise<number>;
  close(): Promise<void>;
}

/** @param databaseUrl as the role `chorus_backup`, who sees every tenant */
export function openErasureLog(databaseUrl: string, folder: string): ErasureLog {
  const database = openSingleConnection(databaseUrl, "chorus-erasures");
  const tenantsFile = path.join(folder, KNOWN_TENANTS);
  let known: Set<string> | undefined;
  return {
    async collect() {
      known ??= new Set((await readErasures(folder)).map(keyOf));
      const tenants = await compareTenants(database, tenantsFile);
      const found = [...(await findErased(database)), ...tenants.deleted];
      const news = found.filter((erasure) => !known?.has(keyOf(erasure)));
      // First the lines that say who is gone, then the list in which nobody is missed any more.
      if (news.length > 0) await append(folder, news);
      for (const erasure of news) known.add(keyOf(erasure));
      if (tenants.haveChanged) await write(tenantsFile, JSON.stringify(tenants.now), "w");
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

const keyOf = ({ tenantId, customerId }: Erasure) => `${tenantId}/${customerId ?? ""}`;

async function findErased(database: Database): Promise<Erasure[]> {
  const rows = await database.background.statement<{ tenant_id: string; id: string; erased_at: Date }>(
    "erased",
    "select tenant_id, id, erased_at from customers where erased_at is not null order by erased_at",
    [],
  );
  return rows.map((row) => ({ tenantId: row.tenant_id, customerId: row.id, at: row.erased_at.toISOString() }));
}

/** The tenants that there are, beside those that there were last time. */
async function compareTenants(database: Database, file: string) {
  const before = z.array(z.uuid()).parse(JSON.parse(await readFile(file, "utf8").catch(() => "[]")));
  const rows = await database.background.statement<{ tenant_id: string }>("", "select tenant_id from tenants", []);
  const now = rows.map((row) => row.tenant_id);
  const at = new Date().toISOString();
  const left = new Set(now);
  const deleted = before.filter((id) => !left.has(id)).map((tenantId): Erasure => ({ tenantId, customerId: null, at }));
  return { now, deleted, haveChanged: deleted.length > 0 || now.length !== before.length };
}

async function append(folder: string, erasures: readonly Erasure[]): Promise<void> {
  const file = path.join(folder, `${new Date().toISOString().slice(0, 10)}.jsonl`);
  await write(file, erasures.map((erasure) => `${JSON.stringify(erasure)}\n`).join(""), "a");
}

async function write(file: string, text: string, how: "a" | "w"): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const handle = await open(file, how, 0o600);
  try {
    await (how === "a" ? appendFile(handle, text) : handle.writeFile(text));
    await handle.sync();
  } finally {
    await handle.close();
  }
}
