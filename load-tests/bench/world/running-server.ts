import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { findFreePort, answers } from "@chorus/servers/ports";
import { waitFor } from "@chorus/kernel/wait";
import type { ContestantName } from "../contestant.ts";
import { residentKb } from "../measure/process-usage.ts";
import type { Bundles } from "./bundles.ts";
import { GATEWAY_VARIABLES } from "./server-variables.ts";
import { startProcess, type StartedProcess } from "./started-process.ts";

interface Memory {
  residentKb: number;
  heapKb: number;
  externalKb: number;
}

export interface RunningServer extends AsyncDisposable {
  readonly port: number;
  readonly pid: number;
  readonly process: StartedProcess;
  /** After all garbage is collected. */
  memory(): Promise<Memory>;
}

const gcOnSignal = fileURLToPath(new URL("gc-on-signal.mjs", import.meta.url));
const READY_WITHIN_MS = 20_000;

/** As its `npm start` has it: what is not garbage soon need not have room for sixteen megabytes of it. */
const GATEWAY_ARGUMENTS = ["--max-semi-space-size=4"];

export async function startServer(
  name: ContestantName,
  { bundles, variables, folder }: { bundles: Bundles; variables: Record<string, string>; folder: string },
): Promise<RunningServer> {
  const memoryFile = path.join(folder, "memory.json");
  const profileFolder = process.env["BENCH_PROFILE"];
  const shared = {
    core: "server",
    nodeArguments: [
      ...(name === "chorus" ? GATEWAY_ARGUMENTS : []),
      ...["--expose-gc", "--import", gcOnSignal],
      ...(profileFolder === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${profileFolder}`]),
    ],
    endsBy: profileFolder === undefined ? "SIGKILL" : "SIGTERM",
  } as const;
  const own = { ...variables, BENCH_MEMORY_FILE: memoryFile };
  if (name !== "chorus") {
    const started = await startProcess({ ...shared, main: bundles.peer(name), variables: own });
    return serverOf(started, (started.firstWord as { port: number }).port, memoryFile);
  }
  const [port, adminPort] = [await findFreePort(), await findFreePort()];
  const ports = { GATEWAY_PORT: String(port), GATEWAY_ADMIN_PORT: String(adminPort) };
  const all = { ...own, ...GATEWAY_VARIABLES, ...ports };
  const started = await startProcess({ ...shared, main: bundles.gateway, variables: all, speaks: false });
  const isReady = () => started.hasEnded || answers(`http://127.0.0.1:${port}/readyz`);
  if (!(await waitFor(isReady, { timeoutMs: READY_WITHIN_MS, intervalMs: 20 })) || started.hasEnded) {
    await started[Symbol.asyncDispose]();
    throw new Error("the gateway does not start");
  }
  return serverOf(started, port, memoryFile);
}

function serverOf(process: StartedProcess, port: number, memoryFile: string): RunningServer {
  return {
    port,
    pid: process.pid,
    process,
    async memory() {
      await rm(memoryFile, { force: true });
      process.kill("SIGUSR2");
      const usage = await waitFor(() => readMemory(memoryFile), { timeoutMs: READY_WITHIN_MS, intervalMs: 50 });
      if (!usage) throw new Error("no word of the server's memory");
      return { residentKb: residentKb(process.pid), heapKb: usage.heapUsed / 1024, externalKb: usage.external / 1024 };
    },
    [Symbol.asyncDispose]: () => process[Symbol.asyncDispose](),
  };
}

async function readMemory(file: string): Promise<NodeJS.MemoryUsage | null> {
  const text = await readFile(file, "utf8").catch(() => "");
  // Written in one go, but seen before it is whole.
  return text.endsWith("}") ? (JSON.parse(text) as NodeJS.MemoryUsage) : null;
}
