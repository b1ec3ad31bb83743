import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { readLogLine } from "../logs/log-lines.ts";
import { logFolder, stopWithParent } from "@chorus/servers/paths";
import { endChild } from "@chorus/servers/processes";
import { amber, red } from "../terminal.ts";

export interface ManagedProcessOptions {
  name: string;
  /** A script for Node, with its arguments. */
  script: readonly string[];
  workingFolder: string;
  environment: Record<string, string | undefined>;
}

export interface ManagedProcess {
  readonly name: string;
  readonly logFile: string;
  /** The last lines of its output when it ended before it was ready. */
  failure(): string | undefined;
  stop(): Promise<void>;
}

/** Shorter than in production, because a person waits after Ctrl-C; unfinished work is resumed at the next start. */
const STOP_TIMEOUT_MS = 3_500;
const RESTART_BASE_MS = 500;
const RESTART_MAX_MS = 10_000;
/** One that ran this long was healthy: its next restart comes at once again. */
const HEALTHY_MS = 30_000;

/** Runs a Node script in the background: its lines go to a log file, warnings and errors also here; a crash starts it again. */
export function startManagedProcess(options: ManagedProcessOptions): ManagedProcess {
  mkdirSync(logFolder, { recursive: true });
  const logFile = path.join(logFolder, `${options.name}.log`);
  const log = createWriteStream(logFile, { flags: "a" });
  let child: ChildProcess;
  let stopping = false;
  let crashes = 0;
  let restart: NodeJS.Timeout | undefined;
  let lastError: string | undefined;
  let failure: string | undefined;

  const show = (line: string) => {
    log.write(`${line}\n`);
    const { level, text } = readLogLine(line);
    if (level !== "warn" && level !== "error") return;
    if (level === "error") lastError ??= text;
    // While stopping, services warn about each other; these warnings are not shown.
    if (!stopping) process.stderr.write(`${(level === "error" ? red : amber)(options.name)} ${text}\n`);
  };

  const start = () => {
    const startedAt = performance.now();
    lastError = undefined;
    child = spawn(process.execPath, ["--import", stopWithParent, "--enable-source-maps", ...options.script], {
      cwd: options.workingFolder,
      env: options.environment,
      // Its own process group: Ctrl-C must reach the stack, which then stops its parts in order.
      detached: true,
      stdio: ["pipe", "pipe", "pipe"],
    });
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface({ input: stream }).on("line", show);
    }
    child.once("exit", (code, signal) => {
      if (stopping) return;
      crashes = performance.now() - startedAt > HEALTHY_MS ? 1 : crashes + 1;
      const delayMs = Math.min(RESTART_BASE_MS * 2 ** (crashes - 1), RESTART_MAX_MS);
      const how = signal ? `was ended by ${signal}` : `ended with code ${code}`;
      failure = lastError ?? how;
      process.stderr.write(
        `${red(options.name)} ${how}: starting it again in ${delayMs / 1000} s (${path.relative(process.cwd(), logFile)})\n`,
      );
      restart = setTimeout(start, delayMs);
    });
  };
  start();

  return {
    name: options.name,
    logFile,
    failure: () => failure,
    async stop() {
      stopping = true;
      clearTimeout(restart);
      await endChild(child, "SIGTERM", STOP_TIMEOUT_MS);
      log.end();
    },
  };
}
