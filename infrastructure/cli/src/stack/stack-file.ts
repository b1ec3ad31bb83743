import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { stateFolder } from "@chorus/servers/paths";
import { commandOf, isAlive } from "@chorus/servers/processes";
import { UserError } from "@chorus/servers/user-error";

/** What is running, for `make doctor`, `make logs` and a second `make dev`. */
export interface StackFile {
  pid: number;
  /** Absent while it starts. */
  adminDatabaseUrl?: string;
  databaseUrl?: string;
  redisUrl?: string;
  chromaUrl?: string;
}

const file = path.join(stateFolder, "stack.json");

/** The running stack; undefined when there is none, also after a `kill -9` left its file behind. */
export async function readRunningStack(): Promise<StackFile | undefined> {
  const text = await readFile(file, "utf8").catch(() => "");
  if (!text) return undefined;
  const stack = parse(text);
  // Another program may have got the number since.
  return stack && isAlive(stack.pid) && /chorus\.mjs/.test(commandOf(stack.pid)) ? stack : undefined;
}

/** @throws UserError when a stack of this repository runs already */
export async function claimStack(): Promise<void> {
  const running = await readRunningStack();
  if (running) {
    throw new UserError(
      `make dev is already running here (process ${running.pid}): stop it with Ctrl-C there, or use it.`,
    );
  }
  await writeStack({ pid: process.pid });
}

export async function writeStack(stack: StackFile): Promise<void> {
  await mkdir(stateFolder, { recursive: true });
  await writeFile(file, `${JSON.stringify(stack, null, 2)}\n`, { mode: 0o600 });
}

export async function releaseStack(): Promise<void> {
  await rm(file, { force: true });
}

function parse(text: string): StackFile | undefined {
  try {
    return JSON.parse(text) as StackFile;
  } catch {
    // Cut off during a write: its writer has died.
    return undefined;
  }
}
