import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { giveWayToOthers } from "@chorus/kernel/background-priority";
import { repositoryRoot, stopWithParent } from "./paths.ts";
import { findFreePort, answers } from "./ports.ts";
import { endChild } from "./processes.ts";
import { UserError } from "./user-error.ts";
import { waitFor } from "@chorus/kernel/wait";

export interface ChromaOptions {
  /** Holds `chroma/`, the data. Made when missing; may be thrown away at any time. */
  folder: string;
  /** A free one when absent. */
  port?: number | undefined;
  logFile: string;
}

export interface ChromaServer {
  url: string;
  stop(): Promise<void>;
}

const START_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 3_000;

const cli = path.join(repositoryRoot, "node_modules/chromadb/dist/cli.mjs");

/** Starts Chroma's own server, out of its npm package, on the loopback: it asks nobody who they are. */
export async function startChroma(options: ChromaOptions): Promise<ChromaServer> {
  const dataFolder = path.join(options.folder, "chroma");
  await mkdir(dataFolder, { recursive: true });
  await mkdir(path.dirname(options.logFile), { recursive: true });
  const port = options.port ?? (await findFreePort());
  const server = ["run", "--path", dataFolder, "--host", "127.0.0.1", "--port", String(port)];
  const child = spawn(process.execPath, ["--import", stopWithParent, cli, ...server], {
    // Its own process group: Ctrl-C must reach the stack, which then stops its parts in order.
    detached: true,
    // It ends with whoever holds the other end of its standard input.
    stdio: ["pipe", "pipe", "pipe"],
  });
  if (child.pid !== undefined) giveWayToOthers(child.pid);
  const log = createWriteStream(options.logFile, { flags: "a" });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  child.once("close", () => log.end());
  const url = `http://127.0.0.1:${port}`;
  const state = await waitFor(
    async () => {
      if (child.exitCode !== null || child.signalCode !== null) return "ended";
      return (await answers(`${url}/api/v2/heartbeat`)) && "ready";
    },
    { timeoutMs: START_TIMEOUT_MS, intervalMs: 50 },
  );
  if (state !== "ready") {
    await endChild(child, "SIGKILL", STOP_TIMEOUT_MS);
    throw new UserError(`Chroma does not start (${options.logFile})`);
  }
  return { url, stop: () => endChild(child, "SIGTERM", STOP_TIMEOUT_MS) };
}
