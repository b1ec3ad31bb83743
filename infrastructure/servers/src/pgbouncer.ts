import { execFileSync, spawn } from "node:child_process";
import { chmod, mkdir, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { waitFor } from "@chorus/kernel/wait";
import { fetchDebianPackages } from "./fetched-programs.ts";
import { findFreePort, isPortFree } from "./ports.ts";
import { endChild } from "./processes.ts";
import { findProgram } from "./system-packages.ts";
import { UserError } from "./user-error.ts";

/** The first that keeps named prepared statements in transaction mode. */
const MIN_MINOR = 21;
/** Of Debian 13, with the C library that they need, which is not that of Debian 12. */
const PACKAGES = [
  ...["pgbouncer", "libc6", "libgcc-s1", "libevent-2.1-7t64", "libcares2", "libssl3t64", "libsystemd0", "libpam0g"],
  ...["libldap2", "libsasl2-2", "libcap2", "libaudit1", "libzstd1", "zlib1g"],
];
const START_TIMEOUT_MS = 10_000;
const MULTIARCH: Partial<Record<string, string>> = { x64: "x86_64-linux-gnu", arm64: "aarch64-linux-gnu" };

export interface PgBouncer {
  port: number;
  stop(): Promise<void>;
}

/** PgBouncer in transaction mode before a Postgres of this machine, for these users. */
export async function startPgBouncer(options: {
  folder: string;
  postgresPort: number;
  /** Password by user. */
  users: Readonly<Record<string, string>>;
  poolSize?: number;
  /** 0: as before 1.21. */
  maxPreparedStatements?: number;
}): Promise<PgBouncer> {
  const { folder, users, postgresPort, poolSize = 10, maxPreparedStatements = 200 } = options;
  const [program, ...before] = await pgBouncerProgram();
  const port = await findFreePort();
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o755);
  const [config, list] = [path.join(folder, "pgbouncer.ini"), path.join(folder, "users.txt")];
  await writeFile(
    list,
    Object.entries(users)
      .map(([name, password]) => `"${name}" "${password}"\n`)
      .join(""),
  );
  await writeFile(
    config,
    [
      ...["[databases]", `* = host=127.0.0.1 port=${postgresPort}`, "[pgbouncer]", "listen_addr = 127.0.0.1"],
      ...[`listen_port = ${port}`, "unix_socket_dir =", "auth_type = scram-sha-256", `auth_file = ${list}`],
      ...[
        "pool_mode = transaction",
        `default_pool_size = ${poolSize}`,
        `max_prepared_statements = ${maxPreparedStatements}`,
      ],
      "",
    ].join("\n"),
  );
  const user = process.getuid?.() === 0 ? ["-u", "nobody"] : [];
  const child = spawn(program, [...before, ...user, config], { detached: true, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said = (said + text).slice(-2_000)));
  const listens = async () => child.exitCode !== null || !(await isPortFree(port));
  await waitFor(listens, { timeoutMs: START_TIMEOUT_MS, intervalMs: 20 });
  if (child.exitCode !== null) throw new UserError(`PgBouncer does not start: ${said.trim().split("\n").at(-1)}`);
  return { port, stop: () => endChild(child, "SIGINT", 5_000) };
}

/** The system's when it is new enough, else Debian 13's with its own loader; never installed. */
async function pgBouncerProgram(): Promise<[string, ...string[]]> {
  const installed = findProgram("pgbouncer");
  if (installed && minorOf(installed) >= MIN_MINOR) return [installed];
  const home = await fetchDebianPackages({
    ...{ name: "pgbouncer", packages: PACKAGES },
    ...{ what: `PgBouncer 1.${MIN_MINOR} or newer`, instead: "install it" },
  });
  const lib = path.join(home, "usr/lib", MULTIARCH[process.arch] ?? "");
  const loader = (await readdir(lib)).find((name) => name.startsWith("ld-linux"));
  return [path.join(lib, loader ?? ""), "--library-path", lib, path.join(home, "usr/sbin/pgbouncer")];
}

function minorOf(program: string): number {
  const [, minor] = /PgBouncer 1\.(\d+)/.exec(execFileSync(program, ["--version"], { encoding: "utf8" })) ?? [];
  return Number(minor ?? 0);
}
