import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import path from "node:path";
import { createCleanup } from "@chorus/kernel/cleanup";
import { waitFor } from "@chorus/kernel/wait";
import { findFreePort } from "./ports.ts";
import { endChild } from "./processes.ts";
import { type RedisServer, startRedis } from "./redis.ts";
import { requireProgram } from "./system-packages.ts";

/** What the Sentinels call the master. */
const GROUP = "chorus";
/** A master that does not answer for so long is replaced. */
const DOWN_AFTER_MS = 3_000;
const SENTINELS = 3;
const KNOWN_WITHIN_MS = 15_000;

export interface RedisGroup extends AsyncDisposable {
  /** `redis+sentinel://…` */
  url: string;
  /** The first master, for tests that make it fail; the others are its replicas. */
  servers: readonly [RedisServer, ...RedisServer[]];
}

/** A Redis master with replicas and three Sentinels, on free ports, all with one password. */
export async function startRedisGroup(folder: string, { replicas = 1 } = {}): Promise<RedisGroup> {
  const cleanup = createCleanup();
  const password = "group-of-tests";
  const start = async (name: string, settings: Record<string, string>) => {
    const server = await startRedis({
      ...{ folder: path.join(folder, name), mode: "test", logFile: path.join(folder, `${name}.log`) },
      settings: { requirepass: password, masterauth: password, ...settings },
    });
    cleanup.defer(() => server.stop());
    return server;
  };
  try {
    const master = await start("redis-1", {});
    const servers: [RedisServer, ...RedisServer[]] = [master];
    const replicaof = `127.0.0.1 ${master.port}`;
    for (let number = 2; number <= replicas + 1; number += 1)
      servers.push(await start(`redis-${number}`, { replicaof, "repl-diskless-sync-delay": "0" }));
    const ports: number[] = [];
    for (let number = 1; number <= SENTINELS; number += 1) {
      const sentinel = await startSentinel(path.join(folder, `sentinel-${number}`), master.port, password);
      cleanup.defer(() => endChild(sentinel.child, "SIGKILL", 1_000));
      ports.push(sentinel.port);
    }
    const complete = new RegExp(`status=ok,address=[^,]*,slaves=${replicas},sentinels=${SENTINELS}`);
    const isKnown = async () => {
      const answers = await Promise.all(ports.map((port) => ask(port, "INFO sentinel")));
      return answers.every((answer) => complete.test(answer));
    };
    if (!(await waitFor(isKnown, { timeoutMs: KNOWN_WITHIN_MS })))
      throw new Error("the Sentinels have not found each other and the replicas");
    const hosts = ports.map((port) => `127.0.0.1:${port}`).join(",");
    return {
      url: `redis+sentinel://${GROUP}:${password}@${hosts}/0`,
      servers,
      [Symbol.asyncDispose]: () => cleanup.run(),
    };
  } catch (error) {
    await cleanup.run();
    throw error;
  }
}

async function startSentinel(folder: string, masterPort: number, password: string) {
  const program = await requireProgram("redis-server", { debian: "redis-server", brew: "redis", instead: "" });
  await mkdir(folder, { recursive: true });
  const port = await findFreePort();
  const file = path.join(folder, "sentinel.conf");
  await writeFile(
    file,
    [
      ...[`port ${port}`, "bind 127.0.0.1", `dir ${folder}`, "protected-mode no"],
      `sentinel monitor ${GROUP} 127.0.0.1 ${masterPort} 2`,
      `sentinel auth-pass ${GROUP} ${password}`,
      `sentinel down-after-milliseconds ${GROUP} ${DOWN_AFTER_MS}`,
      `sentinel failover-timeout ${GROUP} 10000`,
      "",
    ].join("\n"),
  );
  const child: ChildProcess = spawn(program, [file, "--sentinel"], { detached: true, stdio: "ignore" });
  return { child, port };
}

/** What a server answers within 300 ms; empty while it does not listen. */
function ask(port: number, command: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect({ port, host: "127.0.0.1" }, () => socket.write(`${command}\r\nQUIT\r\n`));
    socket.setTimeout(300, () => socket.destroy());
    socket.on("data", (chunk) => (answer += chunk.toString("latin1")));
    socket.once("error", () => resolve(""));
    socket.once("close", () => resolve(answer));
  });
}
