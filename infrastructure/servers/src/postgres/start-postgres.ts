import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { chmod, chown, mkdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { findFreePort } from "../ports.ts";
import { type Account, canReach, postgresAccount } from "./account.ts";
import { findBinaries } from "./binaries.ts";
import { endLeftover, ensureCluster, superuser } from "./cluster.ts";
import { endChild } from "../processes.ts";
import { UserError } from "../user-error.ts";
import { waitFor } from "@chorus/kernel/wait";

export interface PostgresOptions {
  /** Holds `postgres/`, the data. Made when missing. */
  folder: string;
  /** A free one when absent. */
  port?: number | undefined;
  /** `test` gives up durability for speed. */
  mode: "dev" | "test";
  logFile: string;
  /** More settings, as `name=value`. */
  settings?: readonly string[];
  /** Longer for one that has a log to replay. */
  startTimeoutMs?: number;
}

export interface PostgresServer {
  /** The superuser's address of the database `chorus`. */
  adminUrl: string;
  port: number;
  /** Where the data really is: not below `folder` when the server's account cannot reach that. */
  dataFolder: string;
  /** Its process, for tests that make it fail. */
  pid: number;
  /** Resolves when the server ends unexpectedly. */
  crashed: Promise<void>;
  stop(): Promise<void>;
}

const START_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 10_000;
const ATTEMPTS = 5;

const COMMON_SETTINGS = [
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=",
  "max_connections=200",
  "shared_buffers=128MB",
  "log_min_messages=warning",
  "log_checkpoints=off",
];
const SETTINGS = {
  dev: ["fsync=on", "synchronous_commit=on"],
  test: ["fsync=off", "synchronous_commit=off", "full_page_writes=off"],
};

/** Starts PostgreSQL 18 in `folder`, making the database on the first start. Heals what a killed stack left behind. */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const account = postgresAccount();
  const dataFolder = await dataFolderIn(options.folder);
  const binaries = await findBinaries(account, fallbackFolder(options.folder));
  await ensureCluster(binaries, account, dataFolder);
  await endLeftover(dataFolder);
  await mkdir(path.dirname(options.logFile), { recursive: true });

  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await findFreePort());
    const args = [...COMMON_SETTINGS, ...SETTINGS[options.mode], ...(options.settings ?? []), `port=${port}`].flatMap(
      (setting) => ["-c", setting],
    );
    const child = spawn(binaries.postgres, ["-D", dataFolder, ...args], {
      ...account,
      cwd: "/",
      // Its own process group: Ctrl-C must reach the stack, which then stops its parts in order.
      detached: true,
      stdio: ["ignore", "ignore", "pipe"],
    });
    const lines = logTo(child, options.logFile);
    if (await isReady(child, dataFolder, options)) return serverOf(child, port, dataFolder);
    await endChild(child, "SIGQUIT", STOP_TIMEOUT_MS);
    // The port was taken since we looked, or backends of a killed server are still ending.
    const mayPass = /could not bind|shared memory block|lock file/.test(lines.join("\n"));
    if (attempt >= ATTEMPTS || !mayPass) {
      throw new UserError(
        `The local database does not start: ${reasonIn(lines)} (${options.logFile}). If it is broken, \`make reset\` starts a new one.`,
      );
    }
  }
}

/** Where the data of a server in this folder is: in it, unless the server's account cannot get there. */
export async function dataFolderIn(folder: string): Promise<string> {
  const account = postgresAccount();
  await mkdir(folder, { recursive: true });
  // The server's account has to get through to its data; the rest of the folder stays closed to it.
  if (account) await chmod(folder, 0o711);
  return path.join(await reachableFolder(account, folder), "postgres");
}

function serverOf(child: ChildProcess, port: number, dataFolder: string): PostgresServer {
  let stopping = false;
  const { name, password, database } = superuser;
  return {
    adminUrl: `postgres://${name}:${password}@127.0.0.1:${port}/${database}`,
    port,
    dataFolder,
    pid: child.pid ?? 0,
    crashed: new Promise((resolve) => {
      // While its state was read it may have ended.
      if (hasEnded(child)) resolve();
      else child.once("exit", () => stopping || resolve());
    }),
    async stop() {
      stopping = true;
      // SIGINT is Postgres' fast shutdown: roll back, write a checkpoint, go.
      await endChild(child, "SIGINT", STOP_TIMEOUT_MS);
    },
  };
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** The server writes its state into the eighth line of postmaster.pid; pg_ctl waits for the same. */
async function isReady(
  child: ChildProcess,
  dataFolder: string,
  { startTimeoutMs = START_TIMEOUT_MS }: PostgresOptions,
): Promise<boolean> {
  const mark = path.join(dataFolder, "postmaster.pid");
  const state = await waitFor(
    async () => {
      if (hasEnded(child)) return "ended";
      const lines = (await readFile(mark, "utf8").catch(() => "")).split("\n");
      return lines[0] === String(child.pid) && lines[7]?.trim() === "ready" && "ready";
    },
    { timeoutMs: startTimeoutMs, intervalMs: 20 },
  );
  return state === "ready";
}

function logTo(child: ChildProcess, logFile: string): string[] {
  const log = createWriteStream(logFile, { flags: "a" });
  const lines: string[] = [];
  child.stderr?.on("data", (chunk: Buffer) => {
    log.write(chunk);
    if (lines.length < 50) lines.push(...chunk.toString("utf8").trim().split("\n"));
  });
  child.once("close", () => log.end());
  return lines;
}

function reasonIn(lines: string[]): string {
  const line = lines.find((text) => /FATAL|PANIC/.test(text)) ?? lines.at(-1) ?? "no word from it within 30 s";
  return line.replace(/^.*?(FATAL|PANIC|LOG):\s*/, "");
}

/** `folder` when the server's account gets there, else one below /var/tmp of the same repository. */
async function reachableFolder(account: Account | undefined, folder: string): Promise<string> {
  if (canReach(account, folder)) return folder;
  const other = fallbackFolder(folder);
  await mkdir(other, { recursive: true });
  if (account) await chown(other, account.uid, account.gid);
  return other;
}

/** Ends the server that a killed stack left running in `folder`, and removes the part of its data that lies elsewhere. */
export async function removePostgresLeftover(folder: string): Promise<void> {
  const folders = [folder, fallbackFolder(folder)];
  for (const candidate of folders) await endLeftover(path.join(candidate, "postgres"));
  await rm(fallbackFolder(folder), { recursive: true, force: true });
}

function fallbackFolder(folder: string): string {
  return path.join("/var/tmp", `chorus-${createHash("sha256").update(folder).digest("hex").slice(0, 12)}`);
}
