import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { readPreviousRelease } from "@chorus/cluster/previous-release";
import { migrate } from "@chorus/database/migrate";
import { migrations } from "@chorus/database/migrations/all-migrations";
import { fetchWheel } from "@chorus/servers/fetched-programs";
import { startPostgres } from "@chorus/servers/postgres/start-postgres";
import { runInForeground } from "@chorus/servers/run-script";
import { findProgram } from "@chorus/servers/system-packages";

const WHEEL = "squawk-cli==2.70.0";
/**
 * Rules of squawk that do not hold here: `migrate` sets the time limits itself; integers and texts are chosen by decision 0005; in a new
 * table's own migration nobody waits.
 */
const EXCLUDED = ["require-timeout-settings", "prefer-robust-stmts", "prefer-bigint-over-int", "prefer-identity"];

/**
 * `make lint-migrations`: the SQL that the migrations since the previous release really run, on a database of its own that is made for it, read by
 * squawk. A finding is a lock that others wait for, or a change that the release before does not bear.
 */
export async function runLintMigrations(): Promise<void> {
  const { migration: lastMigration } = await readPreviousRelease();
  const isBefore = (name: string) => name.localeCompare(lastMigration) <= 0;
  const news = Object.keys(migrations).filter((name) => !isBefore(name));
  if (news.length === 0) return console.log(`No migrations since ${lastMigration}.`);
  const folder = await mkdtemp(path.join(tmpdir(), `chorus-lint-${process.pid}-`));
  const server = await startPostgres({ folder, mode: "test", logFile: path.join(folder, "postgres.log") });
  try {
    const statements = await recordStatements(server.adminUrl);
    const files: string[] = [];
    for (const name of news) {
      const file = path.join(folder, `${name}.sql`);
      await writeFile(file, `${(statements.get(name) ?? []).filter(isOfMigration).join(";\n")};\n`);
      files.push(file);
    }
    const args = [...EXCLUDED.flatMap((rule) => ["--exclude", rule]), "--pg-version", "18", ...files];
    process.exitCode = await runInForeground(await squawk(), args, { stdin: "ignore" });
    if (process.exitCode === 0) console.log(`${news.length} migrations since ${lastMigration}: nothing to object.`);
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** By migration: the migrator writes down each one's name after it. */
async function recordStatements(adminUrl: string): Promise<Map<string, string[]>> {
  const byName = new Map<string, string[]>();
  let current: string[] = [];
  await migrate(adminUrl, migrations, (text, [name]) => {
    if (!text.startsWith('insert into "kysely_migration"')) return void current.push(text);
    byName.set(String(name), current);
    current = [];
  });
  return byName;
}

/** Not what the migrator asks and writes down, nor the rights that every run grants anew. */
function isOfMigration(statement: string): boolean {
  return !/^\s*(select|begin|commit|rollback|grant|revoke)\b|kysely_migration|create role/i.test(statement);
}

async function squawk(): Promise<string> {
  const installed = findProgram("squawk");
  if (installed) return installed;
  const folder = await fetchWheel(WHEEL, { what: "squawk", instead: `pip install ${WHEEL}` });
  const data = (await readdir(folder)).find((name) => name.endsWith(".data")) ?? "";
  return path.join(folder, data, "scripts/squawk");
}
