import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { repositoryRoot, stateFolder } from "@chorus/servers/paths";
import { messageOf, UserError } from "@chorus/servers/user-error";

const run = promisify(execFile);

/** What `release/previous.json` says of the release that is being replaced. */
export interface PreviousRelease {
  version: string;
  commit: string;
  /** The newest migration of its database. */
  migration: string;
  /** Tests of it that this release makes fail on purpose: they say that something is not so which now is. */
  overtaken: { test: string; why: string }[];
}

export async function readPreviousRelease(): Promise<PreviousRelease> {
  const text = await readFile(path.join(repositoryRoot, "release/previous.json"), "utf8");
  return JSON.parse(text) as PreviousRelease;
}

/**
 * The source of the previous release, out of git, below `.chorus`: its packages find each other, and those of npm in this repository's
 * `node_modules`, so that it can be run beside this one.
 * @param name of the folder; trees of different names can be changed apart
 * @returns its root folder
 * @throws UserError where git does not have the commit
 */
export async function unpackPreviousRelease(name = "whole"): Promise<string> {
  const { commit } = await readPreviousRelease();
  const home = path.join(stateFolder, "previous-release");
  const folder = path.join(home, `${commit.slice(0, 12)}-${name}`);
  if (existsSync(folder)) return folder;
  await mkdir(home, { recursive: true });
  const work = await mkdtemp(path.join(home, ".unpacking-"));
  try {
    const archive = path.join(work, "source.tar");
    await run("git", ["archive", "--output", archive, commit], { cwd: repositoryRoot });
    const tree = path.join(work, "tree");
    await mkdir(tree);
    await run("tar", ["-xf", archive, "-C", tree]);
    await linkPackages(tree);
    await rename(tree, folder).catch((error: unknown) => {
      // Somebody else may have been quicker.
      if (!existsSync(folder)) throw error;
    });
    return folder;
  } catch (error) {
    throw new UserError(
      `The previous release is commit ${commit.slice(0, 12)}, which could not be read from git (${messageOf(error)}): \`git fetch --tags --unshallow\` brings it.`,
    );
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** As `npm ci` does for workspaces. */
async function linkPackages(tree: string): Promise<void> {
  const scope = path.join(tree, "node_modules/@chorus");
  await mkdir(scope, { recursive: true });
  // Some are looked for at their place, such as Chroma's server.
  const installed = path.join(repositoryRoot, "node_modules");
  for (const name of await readdir(installed))
    if (name !== "@chorus") await symlink(path.join(installed, name), path.join(tree, "node_modules", name));
  for (const parent of ["shared", "services", "apps", "infrastructure"]) {
    for (const folder of await readdir(path.join(tree, parent))) {
      const text = await readFile(path.join(tree, parent, folder, "package.json"), "utf8").catch(() => null);
      if (text === null) continue;
      const { name } = JSON.parse(text) as { name: string };
      await symlink(path.join("../..", parent, folder), path.join(scope, name.replace("@chorus/", "")));
    }
  }
}
