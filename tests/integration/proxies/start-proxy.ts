import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { waitFor } from "@chorus/kernel/wait";
import type { Place, ProxyProgram } from "./configurations.ts";

const START_TIMEOUT_MS = 15_000;

export interface RunningProxy extends AsyncDisposable {
  pid: number;
}

/** Starts a proxy on loopback with its committed configuration. @throws Error with what it said */
export async function startProxy(proxy: ProxyProgram, file: string, place: Place): Promise<RunningProxy> {
  const args = proxy.configure(place);
  const child = spawn(file, args, {
    cwd: place.folder,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...proxy.variables?.(place) },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const exited = once(child, "exit");
  const isUp = await waitFor(async () => (child.exitCode === null ? (await accepts(place.port)) && "up" : "ended"), {
    timeoutMs: START_TIMEOUT_MS,
    intervalMs: 20,
  });
  const stop = async () => {
    child.kill("SIGTERM");
    await exited;
  };
  if (isUp !== "up") {
    if (child.exitCode === null) await stop();
    throw new Error(`${proxy.name} does not start: ${said.slice(-2_000)}`);
  }
  return { pid: child.pid ?? 0, [Symbol.asyncDispose]: stop };
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" });
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
