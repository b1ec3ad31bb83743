import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { open } from "node:fs/promises";
import path from "node:path";
import { portVariable, type ServiceName } from "@chorus/contracts/services";
import { repositoryRoot, stopWithParent } from "@chorus/servers/paths";
import { findFreePort, urlOf, answers } from "@chorus/servers/ports";
import { waitFor } from "@chorus/kernel/wait";
import { asOwnRole } from "./part-environment.ts";

const READY_TIMEOUT_MS = 30_000;

export interface ServiceProcessOptions {
  service: ServiceName;
  variables: Record<string, string>;
  /** A free one when absent. */
  port?: number;
  /** A bundle of it, which starts with a fraction of the work; its source when absent. */
  main?: string;
  /** As `make dev` and containers start it; for what measures how the processor is shared. */
  ownSession?: boolean;
  /** Modules loaded before the service's own. */
  preload?: readonly string[];
  /** Where its log goes; nowhere when absent. */
  logFile?: string;
}

/** One service in a process of its own, which can be killed without taking the caller along. */
export interface ServiceProcess {
  readonly pid: number;
  readonly port: number;
  readonly url: string;
  /** How it ended; null while it runs. */
  readonly end: { code: number | null; signal: string | null } | null;
  /** What it wrote on standard error, for whoever looks for the reason of a failure. */
  readonly complaints: string;
  kill(signal: NodeJS.Signals): void;
  /** @throws Error when it still runs after `timeoutMs` */
  ended(timeoutMs: number): Promise<void>;
  /** Ends it at once, also one that is stopped by SIGSTOP. */
  stop(): Promise<void>;
}

/** Starts it and waits until it is ready. @throws Error with what it complained of */
export async function startServiceProcess(options: ServiceProcessOptions): Promise<ServiceProcess> {
  const port = options.port ?? (await findFreePort());
  const main = options.main ?? path.join(repositoryRoot, "services", options.service, "src/main.ts");
  const modules = [stopWithParent, ...(options.preload ?? [])];
  const preload = modules.flatMap((module) => ["--import", module]);
  const log = options.logFile === undefined ? undefined : await open(options.logFile, "a");
  const child: ChildProcess = spawn(process.execPath, [...preload, main], {
    env: {
      PATH: process.env["PATH"],
      NODE_ENV: "test",
      LOG_LEVEL: "warn",
      ...asOwnRole(options.service, options.variables),
      [portVariable(options.service)]: String(port),
    },
    // In a session of its own the processor is shared as in `make dev`; within a test's it shares that.
    detached: options.ownSession ?? false,
    stdio: ["pipe", log?.fd ?? "ignore", "pipe"],
  });
  await log?.close();
  let complaints = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (complaints += text));
  const exited = once(child, "exit");
  const running: ServiceProcess = {
    pid: child.pid ?? 0,
    port,
    url: urlOf(port),
    get end() {
      if (child.exitCode === null && child.signalCode === null) return null;
      return { code: child.exitCode, signal: child.signalCode };
    },
    get complaints() {
      return complaints;
    },
    kill: (signal) => void child.kill(signal),
    async ended(timeoutMs) {
      if (await waitFor(() => running.end, { timeoutMs, intervalMs: 10 })) return;
      throw new Error(`${options.service} still runs after ${timeoutMs} ms`);
    },
    async stop() {
      if (running.end) return;
      child.kill("SIGKILL");
      await exited;
    },
  };
  try {
    const probe = async () => running.end ?? (await answers(`${running.url}/readyz`));
    const isReady = await waitFor(probe, { timeoutMs: READY_TIMEOUT_MS, intervalMs: 20 });
    if (isReady === true) return running;
    throw new Error(`${options.service} does not start: ${complaints || "no word from it"}`);
  } catch (error) {
    await running.stop();
    throw error;
  }
}
