import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, chown, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { commandOf, endProcess, isAlive } from "../processes.ts";
import { UserError } from "../user-error.ts";
import type { Account } from "./account.ts";
import type { PostgresBinaries } from "./binaries.ts";

const MAJOR_VERSION = "18";
const DATABASE = "chorus";

/** Names the superuser of the local cluster. The password is no secret: the server listens on 127.0.0.1 only. */
export const superuser = { name: "postgres", password: "chorus", database: DATABASE };

/** The shape of a Postgres data folder: made whole or not at all, because it is renamed into place when it is finished. */
export async function ensureCluster(
  binaries: PostgresBinaries,
  account: Account | undefined,
  dataFolder: string,
): Promise<void> {
  if (existsSync(dataFolder)) return checkCluster(dataFolder);
  const unfinished = `${dataFolder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  await chmod(unfinished, 0o700);
  if (account) await chown(unfinished, account.uid, account.gid);
  const passwordFile = path.join(path.dirname(dataFolder), `.password-${process.pid}`);
  await writeFile(passwordFile, `${superuser.password}\n`);
  try {
    run(binaries.initdb, account, [
      `--pgdata=${unfinished}`,
      `--username=${superuser.name}`,
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      // Sorts the same on every machine, whatever locales it has.
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--locale=C",
      "--no-sync",
      "--no-instructions",
      "--set=timezone=UTC",
      "--set=log_timezone=UTC",
    ]);
  } finally {
    await rm(passwordFile, { force: true });
  }
  run(binaries.postgres, account, ["--single", "-D", unfinished, "postgres"], `create database ${DATABASE}\n`);
  await rename(unfinished, dataFolder);
}

async function checkCluster(dataFolder: string): Promise<void> {
  const version = await readFile(path.join(dataFolder, "PG_VERSION"), "utf8").catch(() => "");
  if (version.trim() === MAJOR_VERSION && existsSync(path.join(dataFolder, "global/pg_control"))) return;
  throw new UserError(
    version.trim() && version.trim() !== MAJOR_VERSION
      ? `The local database was made by PostgreSQL ${version.trim()}, this is ${MAJOR_VERSION}: \`make reset\` starts a new one.`
      : `The local database in ${dataFolder} is damaged: \`make reset\` starts a new one (its data is lost).`,
  );
}

/**
 * Clears the way after a `kill -9` of the stack: ends the server that still runs in this folder, and removes the mark of
 * one that is gone while another program has got its process number.
 */
export async function endLeftover(dataFolder: string): Promise<void> {
  const mark = path.join(dataFolder, "postmaster.pid");
  const pid = Number((await readFile(mark, "utf8").catch(() => "")).split("\n")[0]);
  if (!pid) return;
  if (isAlive(pid) && commandOf(pid).includes(dataFolder)) await endProcess(pid, "SIGINT", 10_000);
  await rm(mark, { force: true });
}

function run(program: string, account: Account | undefined, args: string[], input = ""): void {
  const { status, stderr, error } = spawnSync(program, args, { ...account, cwd: "/", input, encoding: "utf8" });
  if (status === 0) return;
  const reason = error?.message ?? stderr.trim().split("\n").slice(-2).join(" ");
  throw new UserError(`A new local database could not be made (${path.basename(program)}): ${reason}`);
}
