import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { UserError } from "@chorus/servers/user-error";

const run = promisify(execFile);

/**
 * Debian's stable release, whose packages keep their version: those of Go programs also run on the one before, because they need
 * no library but glibc 2.34.
 */
const SUITE = "trixie";
const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";

export interface DebianPrograms {
  /** The folder's name in the cache: `prometheus`. */
  name: string;
  packages: readonly string[];
  /**
   * By program, a folder below `/usr/share` in which it looks for files of its own. They are where it was unpacked, so the program
   * is changed to look from the folder that it runs in: two levels above its own.
   */
  relative?: Readonly<Record<string, string>>;
}

/**
 * The folder with the programs of these Debian packages, unpacked in the user's cache and not installed. apt checks them against
 * Debian's keys; no right of an administrator is needed. The mirror is the system's own.
 * @throws UserError where they cannot be had
 */
export async function fetchDebianPrograms({ name, packages, relative = {} }: DebianPrograms): Promise<string> {
  const home = path.join(cacheFolder(), `${name}-${SUITE}`);
  const bin = path.join(home, "usr/bin");
  if (existsSync(bin)) return bin;
  await mkdir(cacheFolder(), { recursive: true });
  const work = await mkdtemp(path.join(cacheFolder(), ".fetching-"));
  try {
    await downloadAndUnpack(work, packages);
    for (const [program, folder] of Object.entries(relative)) {
      await makeRelative(path.join(work, "unpacked/usr/bin", program), folder);
    }
    await rename(path.join(work, "unpacked"), home).catch((error: unknown) => {
      // Another command has fetched it meanwhile.
      if (!existsSync(bin)) throw error;
    });
    return bin;
  } catch (error) {
    const said = error instanceof Error ? (error.message.trim().split("\n").at(-1) ?? "") : String(error);
    throw new UserError(`${packages.join(" and ")} could not be fetched from Debian (${said}): install them.`);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function downloadAndUnpack(work: string, packages: readonly string[]): Promise<void> {
  for (const folder of ["lists/partial", "cache/archives/partial", "sources", "debs", "unpacked"]) {
    await mkdir(path.join(work, folder), { recursive: true });
  }
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
  for (const deb of await readdir(debs)) {
    await run("dpkg", ["-x", path.join(debs, deb), path.join(work, "unpacked")]);
  }
}

/** A path of the same length, because it stands within the program: `/usr/share/…` becomes `usr//share/…`. */
async function makeRelative(program: string, folder: string): Promise<void> {
  const bytes = await readFile(program);
  const relative = Buffer.from(folder.replace("/usr/share/", "usr//share/"));
  for (let at = bytes.indexOf(folder); at >= 0; at = bytes.indexOf(folder, at)) relative.copy(bytes, at);
  await writeFile(program, bytes);
}

/** As the system's own sources name it. @throws Error where there is none */
async function debianMirror(): Promise<string> {
  const files = ["/etc/apt/sources.list.d/debian.sources", "/etc/apt/sources.list"];
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8").catch(() => "")));
  const mirror = /^(?:URIs: |deb (?:\[[^\]]*\] )?)(\S+)/m.exec(texts.join("\n"))?.[1];
  if (!mirror) throw new Error("no Debian mirror is configured");
  return mirror;
}

function cacheFolder(): string {
  return path.join(process.env["XDG_CACHE_HOME"] || path.join(os.homedir(), ".cache"), "chorus", "tools");
}
