import { execFileSync } from "node:child_process";
import path from "node:path";
import { removePostgresLeftover, startPostgres } from "@chorus/servers/postgres/start-postgres";
import { isAlive } from "@chorus/servers/processes";
import { startRedis } from "@chorus/servers/redis";
import { waitFor } from "@chorus/kernel/wait";

/** Postgres or Redis, to be hurt and started again on the same port with the same data. */
export interface FaultyServer {
  readonly url: string;
  readonly port: number;
  /** Sends a signal to it and to all processes it has made. */
  signal(signal: NodeJS.Signals): void;
  /** The hardest end there is: kill -9 for Redis, an immediate stop without a checkpoint for Postgres. */
  crash(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

interface Started {
  pid: number;
  port: number;
  url: string;
  stop(): Promise<void>;
}

const GONE_WITHIN_MS = 10_000;

/** With its append-only file, as in production. */
export function startFaultyRedis(folder: string): Promise<FaultyServer> {
  const logFile = path.join(folder, "redis.log");
  return faulty("SIGKILL", (port) => startRedis({ folder, port, mode: "dev", logFile }));
}

/** With fsync and synchronous_commit on. */
export async function startFaultyPostgres(folder: string): Promise<FaultyServer> {
  const logFile = path.join(folder, "postgres.log");
  const server = await faulty("SIGQUIT", async (port) => {
    const started = await startPostgres({ folder, port, mode: "dev", logFile });
    return { pid: started.pid, port: started.port, url: started.adminUrl, stop: () => started.stop() };
  });
  return {
    ...server,
    async stop() {
      await server.stop();
      await removePostgresLeftover(folder);
    },
  };
}

async function faulty(
  end: NodeJS.Signals,
  start: (port: number | undefined) => Promise<Started>,
): Promise<FaultyServer> {
  let running = await start(undefined);
  const { url, port } = running;
  const signal = (name: NodeJS.Signals) => {
    for (const pid of [running.pid, ...childrenOf(running.pid)]) sendTo(pid, name);
  };
  return {
    url,
    port,
    signal,
    async crash() {
      const pid = running.pid;
      sendTo(pid, end);
      const isGone = await waitFor(() => !isAlive(pid), { timeoutMs: GONE_WITHIN_MS, intervalMs: 10 });
      if (!isGone) throw new Error(`process ${pid} has not gone after ${end}`);
    },
    async start() {
      running = await start(port);
    },
    async stop() {
      signal("SIGCONT");
      await running.stop();
    },
  };
}

/** The backends of Postgres are sessions of their own: its process group does not reach them. */
function childrenOf(pid: number): number[] {
  const rows = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
  return rows.flatMap((row) => {
    const [child, parent] = row.trim().split(/\s+/).map(Number);
    return child && parent === pid ? [child] : [];
  });
}

function sendTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // A backend that has gone since we looked.
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
