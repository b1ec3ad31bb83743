import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { stopWithParent } from "@chorus/servers/paths";
import { onCore, type Core } from "../measure/cores.ts";

export interface StartedProcess extends AsyncDisposable {
  readonly pid: number;
  readonly hasEnded: boolean;
  /** What it said first: one line of JSON. */
  readonly firstWord: unknown;
  kill(signal: NodeJS.Signals): void;
  ended: Promise<void>;
}

export interface StartOptions {
  /** A bundle. */
  main: string;
  variables: Record<string, string>;
  core: Core;
  nodeArguments?: readonly string[];
  /** False for what says nothing on standard output. */
  speaks?: boolean;
  /** SIGTERM for one that has something to write at its end. */
  endsBy?: "SIGKILL" | "SIGTERM";
}

const STARTED_WITHIN_MS = 20_000;

/** Starts a program of ours on a core. It ends with this process, whatever happens. @throws Error when it does not start */
export async function startProcess(options: StartOptions): Promise<StartedProcess> {
  const { main, core, nodeArguments = [], speaks = true, endsBy = "SIGKILL" } = options;
  const { program, args } = onCore(core, process.execPath, [...nodeArguments, "--import", stopWithParent, main]);
  const child = spawn(program, args, {
    env: { PATH: process.env["PATH"], NODE_ENV: "production", ...options.variables },
    stdio: ["pipe", speaks ? "pipe" : "ignore", "inherit"],
  });
  const ended = once(child, "exit").then(() => undefined);
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  const stop = async () => {
    if (!hasEnded()) child.kill(endsBy);
    await ended;
  };
  try {
    const firstWord = child.stdout ? await firstLine(child.stdout) : null;
    child.stdout?.resume();
    return {
      pid: child.pid ?? 0,
      get hasEnded() {
        return hasEnded();
      },
      firstWord,
      kill: (signal) => void child.kill(signal),
      ended,
      [Symbol.asyncDispose]: stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function firstLine(stream: NodeJS.ReadableStream): Promise<unknown> {
  const lines = createInterface({ input: stream });
  const [line] = (await once(lines, "line", { signal: AbortSignal.timeout(STARTED_WITHIN_MS) })) as [string];
  return JSON.parse(line) as unknown;
}
