import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { connect } from "node:net";
import path from "node:path";
import { findFreePort } from "./ports.ts";
import { commandOf, endChild, endProcess, isAlive } from "./processes.ts";
import { requireProgram } from "./system-packages.ts";
import { UserError } from "./user-error.ts";
import { waitFor } from "@chorus/kernel/wait";

export interface RedisOptions {
  /** Holds `redis/`, the data. Made when missing. */
  folder: string;
  /** A free one when absent. */
  port?: number | undefined;
  /** `test` keeps nothing on disk. */
  mode: "dev" | "test";
  logFile: string;
  /** More settings, by their names in redis.conf. */
  settings?: Readonly<Record<string, string>>;
}

export interface RedisServer {
  url: string;
  port: number;
  /** Its process, for tests that make it fail. */
  pid: number;
  /** Resolves when the server ends unexpectedly. */
  crashed: Promise<void>;
  stop(): Promise<void>;
}

const START_TIMEOUT_MS = 15_000;
const STOP_TIMEOUT_MS = 10_000;
const ATTEMPTS = 5;

/** Starts the system's redis-server, installing it when it is missing and may be. Ends one that a killed stack left. */
export async function startRedis(options: RedisOptions): Promise<RedisServer> {
  const program = await requireProgram("redis-server", {
    debian: "redis-server",
    brew: "redis",
    instead: "set REDIS_URL",
  });
  const dataFolder = path.join(options.folder, "redis");
  await mkdir(dataFolder, { recursive: true });
  await mkdir(path.dirname(options.logFile), { recursive: true });
  await endRedisLeftover(options.folder);

  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await findFreePort());
    const child = spawn(program, redisArguments(dataFolder, port, options), {
      // Its own process group: Ctrl-C must reach the stack, which then stops its parts in order.
      detached: true,
      stdio: ["ignore", "pipe", "ignore"],
    });
    const lines = logTo(child, options.logFile);
    if (await isReady(child, port)) return serverOf(child, port);
    await endChild(child, "SIGKILL", STOP_TIMEOUT_MS);
    if (attempt >= ATTEMPTS || !/Address already in use/.test(lines.join("\n"))) {
      throw new UserError(`Redis does not start: ${lines.at(-1) ?? "no word from it"} (${options.logFile})`);
    }
  }
}

function redisArguments(dataFolder: string, port: number, { mode, settings }: RedisOptions): string[] {
  return Object.entries({
    port: String(port),
    bind: "127.0.0.1",
    dir: dataFolder,
    pidfile: path.join(dataFolder, "redis.pid"),
    // Keeps the data folder visible in the process list, which is how a leftover is told from another Redis.
    "set-proc-title": "no",
    "maxmemory-policy": "noeviction",
    appendonly: mode === "dev" ? "yes" : "no",
    save: "",
    "shutdown-timeout": "5",
    ...settings,
  }).flatMap(([name, value]) => [`--${name}`, value]);
}

function serverOf(child: ChildProcess, port: number): RedisServer {
  let stopping = false;
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    pid: child.pid ?? 0,
    crashed: new Promise((resolve) => {
      child.once("exit", () => stopping || resolve());
    }),
    async stop() {
      stopping = true;
      await endChild(child, "SIGTERM", STOP_TIMEOUT_MS);
    },
  };
}

async function isReady(child: ChildProcess, port: number): Promise<boolean> {
  const state = await waitFor(
    async () => {
      if (child.exitCode !== null || child.signalCode !== null) return "ended";
      return (await ping(port)) && "ready";
    },
    { timeoutMs: START_TIMEOUT_MS, intervalMs: 20 },
  );
  return state === "ready";
}

/** `+PONG`, `-NOAUTH` when it has a password; while Redis loads its data it answers `-LOADING`. */
function ping(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" }, () => socket.write("PING\r\n"));
    socket.setTimeout(1_000, () => socket.destroy());
    socket.once("data", (answer) => {
      resolve(/^(\+PONG|-NOAUTH)/.test(answer.toString("latin1")));
      socket.destroy();
    });
    // A refused connection is the answer "not yet"; `close` follows every end.
    socket.once("error", () => resolve(false));
    socket.once("close", () => resolve(false));
  });
}

/** Ends the server that a killed stack left running in `folder`. */
export async function endRedisLeftover(folder: string): Promise<void> {
  const dataFolder = path.join(folder, "redis");
  const pid = Number(await readFile(path.join(dataFolder, "redis.pid"), "utf8").catch(() => ""));
  if (pid && isAlive(pid) && commandOf(pid).includes(dataFolder)) await endProcess(pid, "SIGTERM", STOP_TIMEOUT_MS);
}

function logTo(child: ChildProcess, logFile: string): string[] {
  const log = createWriteStream(logFile, { flags: "a" });
  const lines: string[] = [];
  child.stdout?.on("data", (chunk: Buffer) => {
    log.write(chunk);
    if (lines.length < 50) lines.push(...chunk.toString("utf8").trim().split("\n"));
  });
  child.once("close", () => log.end());
  return lines;
}
