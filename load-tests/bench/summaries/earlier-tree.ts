import { execFile } from "node:child_process";
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { repositoryRoot, stateFolder } from "@chorus/servers/paths";

const run = promisify(execFile);
const PARTS = ["services/summary-engine", "shared", "infrastructure", "tsdown.service.ts", "package.json"];

/**
 * The source of a commit beside today's, so that both are measured on the same machine in the same hour. What is not our own is found
 * in this repository's node_modules, above it.
 */
export async function unpackTree(commit: string): Promise<{ root: string } & AsyncDisposable> {
  const root = path.join(stateFolder, `bench-tree-${process.pid}-${commit}`);
  await mkdir(path.join(root, "node_modules"), { recursive: true });
  const archive = path.join(root, "tree.tar");
  await run("git", ["archive", "--output", archive, commit, ...PARTS], { cwd: repositoryRoot });
  await run("tar", ["--extract", "--file", archive, "--directory", root]);
  // These links are relative: here they name this tree's own packages.
  const ours = path.join(repositoryRoot, "node_modules/@chorus");
  await cp(ours, path.join(root, "node_modules/@chorus"), { recursive: true, verbatimSymlinks: true });
  await writeFile(path.join(root, ".gitignore"), "*\n");
  return { root, [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }) };
}
