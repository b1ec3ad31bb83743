#!/usr/bin/env node
/**
 * The one way in: `node infrastructure/cli/bin/chorus.mjs <command>`, which make and npm call.
 * Plain Node without dependencies, because it installs them.
 */
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { installPackages } from "./install-packages.mjs";
import { whyUnsupported } from "./node-runtime.mjs";
import { endWithLauncher, runUnderFetchedNode } from "./run-under-fetched-node.mjs";
import { verifyBinary } from "./verify-binary.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../..");

const reason = whyUnsupported(root);
try {
  if (reason === null) await run();
  else process.exitCode = await runUnderFetchedNode(reason);
} catch (error) {
  console.error(process.env.CHORUS_DEBUG ? error : `chorus: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

async function run() {
  endWithLauncher();
  installPackages(root);
  verifyBinary(root);
  // What is already set wins, so that `PORT=… make dev` works with an .env file.
  if (existsSync(path.join(root, ".env"))) process.loadEnvFile(path.join(root, ".env"));
  const { runCommand } = await import("../src/run-command.ts");
  await runCommand(process.argv.slice(2));
}
