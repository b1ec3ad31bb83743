import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { findFreePort } from "@chorus/local/ports";
import { until } from "@chorus/testing/until";

const main = fileURLToPath(new URL("../../services/websocket-gateway/src/main.ts", import.meta.url));
const stopWithParent = fileURLToPath(new URL("../../infrastructure/local/bin/stop-with-parent.mjs", import.meta.url));
const tsx = createRequire(import.meta.url).resolve("tsx");

const READY_TIMEOUT_MS = 20_000;

/** A gateway that can be killed without taking the test along. */
export interface GatewayProcess {
  readonly port: number;
  readonly url: string;
  /** How it ended; null while it runs. */
  readonly end: { code: number | null; signal: string | null } | null;
  /** What it wrote on standard error, for a test that fails. */
  readonly complaints: string;
  kill(signal: "SIGKILL" | "SIGTERM"): void;
  ended(timeoutMs: number): Promise<void>;
  stop(): Promise<void>;
}

export async function startGatewayProcess(variables: Record<string, string>): Promise<GatewayProcess> {
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const child: ChildProcess = spawn(process.execPath, ["--import", stopWithParent, "--import", tsx, main], {
    env: { PATH: process.env["PATH"], NODE_ENV: "test", LOG_LEVEL: "warn", ...variables, GATEWAY_PORT: String(port) },
    stdio: ["pipe", "ignore", "pipe"],
  });
  let complaints = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (complaints += text));
  const exited = once(child, "exit");
  const gateway: GatewayProcess = {
    port,
    url,
    get end() {
      if (child.exitCode === null && child.signalCode === null) return null;
      return { code: child.exitCode, signal: child.signalCode };
    },
    get complaints() {
      return complaints;
    },
    kill: (signal) => void child.kill(signal),
    ended: async (timeoutMs) => void (await until(() => gateway.end, { timeoutMs })),
    async stop() {
      if (gateway.end) return;
      child.kill("SIGKILL");
      await exited;
    },
  };
  try {
    await until(async () => gateway.end ?? (await isReady(url)), { timeoutMs: READY_TIMEOUT_MS });
    if (gateway.end) throw new Error(`the gateway does not start: ${complaints}`);
    return gateway;
  } catch (error) {
    await gateway.stop();
    throw error;
  }
}

async function isReady(url: string): Promise<boolean> {
  const response = await fetch(`${url}/readyz`);
  await response.body?.cancel();
  return response.ok;
}
