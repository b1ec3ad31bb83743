#!/usr/bin/env node
/**
 * The one way in: `node infrastructure/local/bin/chorus.mjs <command>`, which make and npm call.
 * Plain Node without dependencies, because it installs them.
 */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { installPackages } from "./install-packages.mjs";
import { verifyBinary } from "./verify-binary.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../..");

function requireNode() {
  const wanted = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")).engines.node.replace(">=", "");
  const [major, minor] = process.versions.node.split(".").map(Number);
  const [wantedMajor, wantedMinor] = wanted.split(".").map(Number);
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  throw new Error(`Chorus needs Node ${wanted} or newer, this is ${process.versions.node}: install a newer Node.`);
}

try {
  requireNode();
  installPackages(root);
  verifyBinary(root);
  if (existsSync(path.join(root, ".env"))) loadEnvironmentFile(path.join(root, ".env"));
  const { register } = await import("tsx/esm/api");
  register();
  const { runCommand } = await import("../src/cli/run-command.ts");
  await runCommand(process.argv.slice(2));
} catch (error) {
  console.error(process.env.CHORUS_DEBUG ? error : `chorus: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

/** What is already set wins, so that `PORT=… make dev` works with an .env file. */
function loadEnvironmentFile(file) {
  for (const line of readFileSync(file, "utf8").split("\n")) {
    const match = /^\s*([A-Z][A-Z0-9_]*)\s*=\s*(.*?)\s*$/.exec(line);
    if (match) process.env[match[1]] ??= match[2].replace(/^(["'])(.*)\1$/, "$2");
  }
}
