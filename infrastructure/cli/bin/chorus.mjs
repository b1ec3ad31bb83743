#!/usr/bin/env node
/**
 * The one way in: `node infrastructure/cli/bin/chorus.mjs <command>`, which make and npm call.
 * Plain Node without dependencies, because it installs them.
 */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { installPackages } from "./install-packages.mjs";
import { verifyBinary } from "./verify-binary.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../..");

/** `engines.node` is a list of lines with their least minor: `^20.19.0 || ^22.13.0`. */
function requireNode() {
  const wanted = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")).engines.node;
  const lines = [...wanted.matchAll(/\^(\d+)\.(\d+)/g)].map(([, major, minor]) => [Number(major), Number(minor)]);
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (lines.some(([line, least]) => major === line && minor >= least)) return;
  const names = lines.map(([line, least]) => `${line} (from ${line}.${least})`).join(", ");
  throw new Error(`Chorus runs on Node ${names}; this is ${process.versions.node}: install one of those.`);
}

try {
  requireNode();
  installPackages(root);
  verifyBinary(root);
  if (existsSync(path.join(root, ".env"))) loadEnvironmentFile(path.join(root, ".env"));
  const { register } = await import("tsx/esm/api");
  register();
  const { runCommand } = await import("../src/run-command.ts");
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
