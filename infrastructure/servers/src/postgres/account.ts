import { execFileSync, spawnSync } from "node:child_process";
import { UserError } from "../user-error.ts";

/** Whom to run Postgres as: it refuses root. */
export interface Account {
  uid: number;
  gid: number;
}

const CANDIDATES = ["postgres", "nobody"];

/** Undefined when we are not root and can run Postgres ourselves. */
export function postgresAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of CANDIDATES) {
    const uid = idOf(name, "-u");
    const gid = idOf(name, "-g");
    if (uid && gid) return { uid, gid };
  }
  throw new UserError(
    "Postgres refuses to run as root and there is no user `postgres` or `nobody`: run as another user, or set DATABASE_URL.",
  );
}

/** Whether this account can read `file`; a parent folder such as /root may be closed to it. */
export function canReach(account: Account | undefined, file: string): boolean {
  if (!account) return true;
  const probe = spawnSync("/bin/sh", ["-c", 'test -x "$1"', "sh", file], { ...account, cwd: "/" });
  if (probe.error) {
    throw new UserError(
      `Postgres refuses to run as root and this root may not become another user (${probe.error.message}): set DATABASE_URL.`,
    );
  }
  return probe.status === 0;
}

function idOf(name: string, flag: "-u" | "-g"): number | undefined {
  try {
    return Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: "pipe" }));
  } catch {
    return undefined;
  }
}
