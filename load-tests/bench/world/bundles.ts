import { execFile } from "node:child_process";
import { rm } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { repositoryRoot, stateFolder } from "@chorus/servers/paths";
import type { ContestantName } from "../contestant.ts";

const run = promisify(execFile);
const tsdown = path.join(repositoryRoot, "node_modules/tsdown/dist/run.mjs");

/** Everything that is measured runs as it would be shipped: bundled, without a loader that costs memory. */
export interface Bundles extends AsyncDisposable {
  readonly gateway: string;
  readonly companion: string;
  peer(name: Exclude<ContestantName, "chorus">): string;
}

export async function buildBundles(): Promise<Bundles> {
  // Below the repository, so that packages are found; its own, so that two runs do not replace each other's.
  const folder = path.join(stateFolder, `bench-${process.pid}`);
  const build = (cwd: string, name: string) =>
    run(process.execPath, [tsdown, "--out-dir", path.join(folder, name)], { cwd: path.join(repositoryRoot, cwd) });
  await Promise.all([build("services/websocket-gateway", "gateway"), build("load-tests/bench/peers", "peers")]);
  return {
    gateway: path.join(folder, "gateway/main.mjs"),
    companion: path.join(folder, "peers/companion.mjs"),
    peer: (name) => path.join(folder, "peers", `${name}.mjs`),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
