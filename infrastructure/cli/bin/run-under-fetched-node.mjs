import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import path from "node:path";
import { fetchNode } from "./node-runtime.mjs";

const LAUNCHER = "CHORUS_LAUNCHER_PID";
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Runs the same command again under the pinned Node, which is first in the PATH, so that npm and every tool run under it, too.
 * @param reason why the Node that runs this does not do
 * @returns the exit code
 * @throws Error that says what to install when that Node cannot be had here
 */
export async function runUnderFetchedNode(reason) {
  let bin;
  try {
    if (Number(process.env[LAUNCHER]) === process.ppid) throw new Error("the one that was fetched does not do either");
    bin = fetchNode();
  } catch (error) {
    throw new Error(
      `${reason}. A Node that does could not be had here (${error.message}): install Node 24, on Linux with glibc 2.38 ` +
        "(Debian 13, Ubuntu 24.04 or later): https://nodejs.org/en/download.",
      { cause: error },
    );
  }
  console.error(`chorus: ${reason}; going on under the one in ${bin}.`);
  const child = spawn(path.join(bin, "node"), process.argv.slice(1), {
    stdio: "inherit",
    env: { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}`, [LAUNCHER]: String(process.pid) },
  });
  // A terminal sends Ctrl-C to both: commands take a signal that comes twice for one.
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal));
  const [code, signal] = await once(child, "exit");
  return code ?? 128 + constants.signals[signal];
}

/** Without the launcher, also after `kill -9`, nobody could stop what it started. */
export function endWithLauncher() {
  const launcher = Number(process.env[LAUNCHER]);
  if (!launcher || process.ppid !== launcher) return;
  setInterval(() => {
    if (process.ppid !== launcher) process.kill(process.pid, "SIGTERM");
  }, 500).unref();
}
