import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import path from "node:path";
import { UserError } from "./user-error.ts";

export interface ProgramSource {
  /** Its package in Debian and Ubuntu. */
  debian: string;
  /** Its package in Homebrew. */
  brew: string;
  /** A variable that names the program outright. */
  variable?: string;
  /** The way around, for the error line: `set REDIS_URL`. */
  instead: string;
}

/**
 * The path of a program: from PATH, else after installing it from the system's packages where we may.
 * @throws UserError with the one command to type
 */
export async function requireProgram(name: string, source: ProgramSource): Promise<string> {
  const named = source.variable && process.env[source.variable];
  if (named) return named;
  const present = findProgram(name);
  if (present) return present;
  installFromDebian(source.debian);
  const installed = findProgram(name);
  if (installed) return installed;
  const command = process.platform === "darwin" ? `brew install ${source.brew}` : `apt-get install ${source.debian}`;
  throw new UserError(`${name} is missing and could not be installed: run \`${command}\`, or ${source.instead}.`);
}

/** The first executable of this name on PATH, then in `ownFolders`. */
export function findProgram(name: string, ownFolders: readonly string[] = []): string | undefined {
  for (const folder of [...(process.env["PATH"] ?? "").split(path.delimiter), ...ownFolders]) {
    const file = path.join(folder, name);
    if (folder && isExecutable(file)) return file;
  }
  return undefined;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Root installs, and so does somebody whose sudo asks for no password; nobody else is asked anything. */
function installFromDebian(packageName: string): void {
  const aptGet = findProgram("apt-get");
  if (!aptGet) return;
  const isRoot = process.getuid?.() === 0;
  const sudo = isRoot ? undefined : findProgram("sudo");
  if (!isRoot && (!sudo || spawnSync(sudo, ["-n", "true"]).status !== 0)) return;
  console.log(`Installing ${packageName} from the system's packages …`);
  const install = () => runApt(aptGet, sudo, ["install", "-y", "--no-install-recommends", packageName]);
  // A machine that never looked for packages knows none: look, then try once more.
  if (!install() && runApt(aptGet, sudo, ["update"])) install();
}

function runApt(aptGet: string, sudo: string | undefined, args: string[]): boolean {
  // RUNLEVEL=1 keeps a server package from starting the server: the stack starts its own.
  const settings = ["DEBIAN_FRONTEND=noninteractive", "RUNLEVEL=1"];
  const command = [...(sudo ? [sudo, "-n"] : []), "env", ...settings, aptGet, "-qq", ...args];
  return spawnSync(command[0] ?? aptGet, command.slice(1), { stdio: ["ignore", "ignore", "ignore"] }).status === 0;
}
